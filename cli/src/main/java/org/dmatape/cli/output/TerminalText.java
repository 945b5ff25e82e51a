// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.output;

import java.lang.Character.UnicodeBlock;
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
