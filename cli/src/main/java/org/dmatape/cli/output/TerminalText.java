// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.output;

import java.lang.Character.UnicodeBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Text from a recording on its way to a terminal. A recording is untrusted: a thread may call itself an escape
/// sequence that retitles the window or a mark that turns the line around.
public final class TerminalText {

    private static final Set<UnicodeBlock> WIDE_BLOCKS = Set.of(
            UnicodeBlock.HANGUL_JAMO,
            UnicodeBlock.HANGUL_SYLLABLES,
            UnicodeBlock.CJK_RADICALS_SUPPLEMENT,
            UnicodeBlock.CJK_SYMBOLS_AND_PUNCTUATION,
            UnicodeBlock.HIRAGANA,
            UnicodeBlock.KATAKANA,
            UnicodeBlock.BOPOMOFO,
            UnicodeBlock.CJK_UNIFIED_IDEOGRAPHS,
            UnicodeBlock.CJK_UNIFIED_IDEOGRAPHS_EXTENSION_A,
            UnicodeBlock.CJK_UNIFIED_IDEOGRAPHS_EXTENSION_B,
            UnicodeBlock.CJK_COMPATIBILITY_IDEOGRAPHS);

    private static final String CUT_MARK = "..";

    private static final int FIRST_FULLWIDTH_FORM = 0xFF01;
    private static final int LAST_FULLWIDTH_FORM = 0xFF60;

    private TerminalText() {}

    /// The text with everything that steers a terminal made visible: `\x1b`, `\u202e`.
    public static String visible(String text) {
        if (text.codePoints().noneMatch(TerminalText::steers)) {
            return text;
        }
        StringBuilder visible = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(codePoint -> {
            if (steers(codePoint)) {
                visible.append(codePoint < 0x100 ? "\\x%02x".formatted(codePoint) : "\\u%04x".formatted(codePoint));
            } else {
                visible.appendCodePoint(codePoint);
            }
        });
        return visible.toString();
    }

    /// The same for text of several lines, which stay lines.
    public static String visibleLines(String text) {
        return text.lines().map(TerminalText::visible).collect(Collectors.joining("\n"));
    }

    /// Columns of the terminal the text takes.
    public static int width(String text) {
        return text.codePoints().map(TerminalText::width).sum();
    }

    private static int width(int codePoint) {
        if (codePoint < 0x300) {
            return 1;
        }
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        return isWide(codePoint) ? 2 : 1;
    }

    private static boolean isWide(int codePoint) {
        UnicodeBlock block = UnicodeBlock.of(codePoint);
        return (block != null && WIDE_BLOCKS.contains(block))
                || (codePoint >= FIRST_FULLWIDTH_FORM && codePoint <= LAST_FULLWIDTH_FORM)
                || Character.isEmojiPresentation(codePoint);
    }

    /// The text, or as much of it as fits with a mark that something is missing.
    static String cut(String text, int columns) {
        if (width(text) <= columns) {
            return text;
        }
        int left = columns - CUT_MARK.length();
        StringBuilder cut = new StringBuilder(columns);
        for (int codePoint : text.codePoints().toArray()) {
            left -= width(codePoint);
            if (left < 0) {
                break;
            }
            cut.appendCodePoint(codePoint);
        }
        return cut + CUT_MARK;
    }

    /// The text as lines that break at spaces; a word that is longer than a line stays whole.
    static List<String> wrapped(String text, int columns) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && width(line.toString()) + 1 + width(word) > columns) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    /// Control and format characters, line and paragraph separators, halves of pairs.
    private static boolean steers(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}
