// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.session;

/// How text looks where it goes: the eight colours every terminal has, or none, on lines of a screen's width.
///
/// @param coloured whether there are colours; without, there is no escape sequence at all
/// @param screen where it is read
public record Styles(boolean coloured, Screen screen) {

    private static final String RESET = "\u001b[0m";

    /// For a file: no colours, lines of any length.
    public static Styles plain() {
        return new Styles(false, Screen.unlimited());
    }

    /// What needs action.
    public String error(String text) {
        return dressed("31", text);
    }

    /// What deserves a look.
    public String warning(String text) {
        return dressed("33", text);
    }

    /// What is merely told.
    public String info(String text) {
        return dressed("36", text);
    }

    /// What is as it should be.
    public String good(String text) {
        return dressed("32", text);
    }

    /// Headings.
    public String strong(String text) {
        return dressed("1", text);
    }

    private String dressed(String code, String text) {
        return coloured ? "\u001b[" + code + "m" + text + RESET : text;
    }
}
