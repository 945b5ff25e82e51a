// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.session;

/// Colours of a terminal, or none.
public enum Styles {
    /// No escape sequence at all.
    PLAIN,
    /// The eight colours every terminal has.
    ANSI;

    private static final String RESET = "\u001b[0m";

    static Styles of(boolean colours) {
        return colours ? ANSI : PLAIN;
    }

    /// Whether there are colours.
    public boolean coloured() {
        return this == ANSI;
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
        return this == PLAIN ? text : "\u001b[" + code + "m" + text + RESET;
    }
}
