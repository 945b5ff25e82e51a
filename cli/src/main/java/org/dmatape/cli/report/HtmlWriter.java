// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.report;

import java.io.IOException;
import java.io.Writer;
import org.dmatape.cli.output.TerminalText;

/// Writes HTML. Text and attributes are escaped here and nowhere else; what comes from a recording goes through
/// [#text].
public final class HtmlWriter {

    private final Writer out;

    /// Writes to a writer, which stays open.
    public HtmlWriter(Writer out) {
        this.out = out;
    }

    /// Markup of our own, as it is.
    public HtmlWriter markup(String html) throws IOException {
        out.write(html);
        return this;
    }

    /// Text, with what could be markup escaped and control characters made visible.
    public HtmlWriter text(String text) throws IOException {
        out.write(escape(text));
        return this;
    }

    /// An element that holds only text.
    public HtmlWriter element(String name, String text) throws IOException {
        return markup("<" + name + ">").text(text).markup("</" + name + ">");
    }

    /// An element of a class of the style sheet that holds only text.
    public HtmlWriter element(String name, String cssClass, String text) throws IOException {
        return markup("<" + name + " class=\"" + escape(cssClass) + "\">")
                .text(text)
                .markup("</" + name + ">");
    }

    /// For text and for attribute values in double quotes.
    public static String escape(String text) {
        return TerminalText.visible(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
