// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.session;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// An option whose value is one word of a few.
///
/// @param values what may be chosen
/// @param word how the user types each
public record Choice<E extends Enum<E>>(Class<E> values, Function<E, String> word) implements ITypeConverter<E> {

    /// A choice whose words are those of `toString`.
    public static <E extends Enum<E>> Choice<E> of(Class<E> values) {
        return new Choice<>(values, Enum::toString);
    }

    @Override
    public E convert(String typed) {
        return Arrays.stream(values.getEnumConstants())
                .filter(value -> word.apply(value).equalsIgnoreCase(typed))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + typed + "' is none of " + words()));
    }

    private String words() {
        return Arrays.stream(values.getEnumConstants()).map(word).collect(Collectors.joining(", "));
    }
}
