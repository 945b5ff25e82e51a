// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.queries;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds names, parameters and statement ends in SQL, leaving literals and comments alone.
public final class SqlText {

    private static final Pattern TOKEN = Pattern.compile("""
            (?<comment>--[^\\n]*|/\\*.*?\\*/)\
            |(?<literal>'(?:[^']++|'')*')\
            |"(?<quoted>(?:[^"]++|"")*)"\
            |\\$(?<parameter>[A-Za-z_]\\w*)\
            |(?<![\\w.])0[xX](?<hex>[0-9A-Fa-f]+)\\b\
            |(?<word>[A-Za-z_]\\w*)\
            |(?<end>;)""", Pattern.DOTALL);

    private SqlText() {}

    /// Every name and keyword, lower case, in the order in which they first stand there.
    public static SequencedSet<String> words(String sql) {
        SequencedSet<String> words = new LinkedHashSet<>();
        Matcher token = TOKEN.matcher(sql);
        while (token.find()) {
            String word = token.group("word") != null ? token.group("word") : token.group("quoted");
            if (word != null) {
                words.add(word.toLowerCase(Locale.ROOT));
            }
        }
        return words;
    }

    /// Replaces `$name` by `?`.
    public static PositionalSql positional(String sql) {
        List<String> names = new ArrayList<>();
        String replaced = TOKEN.matcher(sql).replaceAll(token -> {
            String name = token.group("parameter");
            if (name == null) {
                return Matcher.quoteReplacement(token.group());
            }
            names.add(name);
            return "?";
        });
        return new PositionalSql(replaced, names);
    }

    /// Writes every `0x...` in decimal: what DuckDB takes for the number 0 under another name, a person means as an
    /// address.
    public static String decimalAddresses(String sql) {
        return TOKEN.matcher(sql)
                .replaceAll(token -> token.group("hex") == null
                        ? Matcher.quoteReplacement(token.group())
                        : new BigInteger(token.group("hex"), 16).toString());
    }

    /// Whether the text ends where a statement ends: with a semicolon, outside of literals and comments.
    public static boolean isTerminated(String sql) {
        boolean terminated = false;
        Matcher token = TOKEN.matcher(sql);
        int position = 0;
        while (token.find()) {
            String between = sql.substring(position, token.start());
            if (opensSomething(between)) {
                return false;
            }
            position = token.end();
            if (token.group("comment") == null) {
                terminated = token.group("end") != null;
            } else {
                terminated &= between.isBlank();
            }
        }
        return terminated && sql.substring(position).isBlank();
    }

    /// A quote or a comment that nothing closes.
    private static boolean opensSomething(String text) {
        return text.contains("'") || text.contains("\"") || text.contains("/*");
    }

    /// The statements between semicolons, without their comments.
    public static List<String> statements(String sql) {
        List<String> statements = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        Matcher token = TOKEN.matcher(sql);
        int position = 0;
        while (token.find()) {
            statement.append(sql, position, token.start());
            position = token.end();
            if (token.group("end") != null) {
                addUnlessBlank(statements, statement);
                statement.setLength(0);
            } else if (token.group("comment") == null) {
                statement.append(token.group());
            }
        }
        statement.append(sql, position, sql.length());
        addUnlessBlank(statements, statement);
        return statements;
    }

    private static void addUnlessBlank(List<String> statements, StringBuilder statement) {
        String text = statement.toString().strip();
        if (!text.isEmpty()) {
            statements.add(text);
        }
    }
}
