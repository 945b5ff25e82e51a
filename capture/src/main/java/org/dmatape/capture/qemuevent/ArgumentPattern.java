// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.qemuevent;

import java.util.ArrayList;
import java.util.List;
import org.dmatape.capture.synthetic.SyntheticFormat;

/// How an event prints its arguments: literal text with fields in braces, each with its name and how it is printed.
///
///     dev {bus:x}:{slot:x}.{function:x} iova 0x{iova:x} -> gpa 0x{gpa:x} mask 0x{mask:x}
///
/// | kind | printed as |
/// |---|---|
/// | `x` | hexadecimal digits |
/// | `p` | a pointer: `0x` and hexadecimal digits, or `(nil)` |
/// | `d` | a decimal number, signed |
/// | `s` | text, up to the character that follows the field in the pattern |
///
/// The fields are the arguments of the event in their order, all of them: QEMU's binary trace has them in the same
/// order.
public final class ArgumentPattern {

    private final List<Element> elements;

    private ArgumentPattern(List<Element> elements) {
        this.elements = List.copyOf(elements);
    }

    /// A part of a pattern.
    sealed interface Element {}

    /// Text that stands there as it is.
    record Literal(String text) implements Element {}

    /// An argument.
    ///
    /// @param name name of the field
    /// @param kind `x`, `p`, `d` or `s`
    record Argument(String name, char kind) implements Element {

        SyntheticFormat.Field field() {
            return new SyntheticFormat.Field(name, kind == 's', kind == 'd');
        }
    }

    /// Takes a pattern apart.
    ///
    /// @throws IllegalArgumentException when it is none
    public static ArgumentPattern parse(String pattern) {
        List<Element> elements = new ArrayList<>();
        int at = 0;
        while (at < pattern.length()) {
            int open = pattern.indexOf('{', at);
            int literalEnd = open < 0 ? pattern.length() : open;
            if (literalEnd > at) {
                elements.add(new Literal(pattern.substring(at, literalEnd)));
            }
            if (open < 0) {
                break;
            }
            int colon = pattern.indexOf(':', open);
            if (colon < 0 || colon + 2 >= pattern.length() || pattern.charAt(colon + 2) != '}') {
                throw new IllegalArgumentException("a field of the pattern '" + pattern + "' is not {name:kind}");
            }
            elements.add(new Argument(pattern.substring(open + 1, colon), pattern.charAt(colon + 1)));
            at = colon + 3;
        }
        return new ArgumentPattern(elements);
    }

    List<Element> elements() {
        return elements;
    }

    /// The arguments as fields of a record.
    public List<SyntheticFormat.Field> fields() {
        return elements.stream()
                .filter(Argument.class::isInstance)
                .map(element -> ((Argument) element).field())
                .toList();
    }
}
