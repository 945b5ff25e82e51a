// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.session;

import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// An option whose value is one word of a few. The words are those of the enum's `toString`.
///
/// @param values what may be chosen
public record Choice<E extends Enum<E>>(Class<E> values) implements ITypeConverter<E> {

    @Override
    public E convert(String word) {
        return Arrays.stream(values.getEnumConstants())
                .filter(value -> value.toString().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + word + "' is none of " + words()));
    }

    private String words() {
        return Arrays.stream(values.getEnumConstants()).map(Enum::toString).collect(Collectors.joining(", "));
    }
}
