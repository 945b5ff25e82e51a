// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.check;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/// Escapes what is not printable ASCII in JSON on its way out, where it can only stand inside a string: text of a
/// recording must not steer a terminal.
final class AsciiJson extends FilterWriter {

    private static final int LAST_PRINTABLE_ASCII = 0x7e;

    AsciiJson(Writer out) {
        super(out);
    }

    @Override
    public void write(int c) throws IOException {
        if (c > LAST_PRINTABLE_ASCII) {
            out.write("\\u%04X".formatted(c));
        } else {
            out.write(c);
        }
    }

    @Override
    public void write(char[] chars, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            write(chars[i]);
        }
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            write(text.charAt(i));
        }
    }
}
