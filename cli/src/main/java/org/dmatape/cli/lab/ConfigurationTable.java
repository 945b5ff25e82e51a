// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.lab;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.dmatape.cli.session.UsageException;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/// A table of the configuration, read key by key. What nobody has asked for when it is closed is a mistake of who
/// wrote it.
final class ConfigurationTable {

    private final String file;
    private final TomlTable table;
    private final TomlPosition begin;
    private final Set<String> asked = new TreeSet<>();

    /// @param begin where the table begins, for mistakes that belong to no single key
    ConfigurationTable(String file, TomlTable table, TomlPosition begin) {
        this.file = file;
        this.table = table;
        this.begin = begin;
    }

    /// A table within this one; an empty one when it is not there.
    <T> Optional<T> table(String key, Function<ConfigurationTable, T> reader) {
        return value(key, TomlTable.class, "a table").map(inner -> {
            ConfigurationTable read = new ConfigurationTable(file, inner, position(key));
            T made = reader.apply(read);
            read.rejectUnknown();
            return made;
        });
    }

    /// Every table of an array of tables.
    <T> List<T> tables(String key, Function<ConfigurationTable, T> reader) {
        List<T> made = new ArrayList<>();
        Optional<TomlArray> array = value(key, TomlArray.class, "tables");
        for (int i = 0; array.isPresent() && i < array.get().size(); i++) {
            TomlPosition at = position(array.get(), i);
            if (!(array.get().get(i) instanceof TomlTable inner)) {
                throw wrong(at, "'" + key + "' holds " + array.get().get(i) + ", expected tables: [[" + key + "]]");
            }
            ConfigurationTable read = new ConfigurationTable(file, inner, at);
            made.add(reader.apply(read));
            read.rejectUnknown();
        }
        return made;
    }

    Optional<String> text(String key) {
        return value(key, String.class, "text in quotes");
    }

    String requiredText(String key) {
        return text(key).orElseThrow(() -> wrong(begin, "'" + key + "' is missing here"));
    }

    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        Optional<TomlArray> array = value(key, TomlArray.class, "a list of texts");
        for (int i = 0; array.isPresent() && i < array.get().size(); i++) {
            if (!(array.get().get(i) instanceof String text)) {
                throw wrong(
                        position(array.get(), i),
                        "'" + key + "' holds " + array.get().get(i) + ", expected text in quotes");
            }
            texts.add(text);
        }
        return texts;
    }

    Optional<Integer> integer(String key) {
        return value(key, Long.class, "a whole number").map(number -> {
            if (number < 0 || number > Integer.MAX_VALUE) {
                throw wrong(key, "'" + key + "' is " + number + ", expected 0 to " + Integer.MAX_VALUE);
            }
            return number.intValue();
        });
    }

    Optional<Double> number(String key) {
        if (table.get(List.of(key)) instanceof Long whole) {
            asked.add(key);
            return Optional.of(whole.doubleValue());
        }
        return value(key, Double.class, "a number");
    }

    /// One of some words, or what `parse` makes of it.
    <T> T parsed(String key, String text, Function<String, Optional<T>> parse, String expected) {
        return parse.apply(text).orElseThrow(() -> wrong(key, "'" + key + "' is '" + text + "', expected " + expected));
    }

    boolean has(String key) {
        return table.contains(List.of(key));
    }

    /// A mistake in the value of a key.
    UsageException wrong(String key, String message) {
        return wrong(position(key), message);
    }

    /// A mistake in this table as a whole.
    UsageException wrong(String message) {
        return wrong(begin, message);
    }

    void rejectUnknown() {
        Set<String> unknown = new LinkedHashSet<>(table.keySet());
        unknown.removeAll(asked);
        for (String key : unknown) {
            throw wrong(key, "'" + key + "' is not known here; there are " + String.join(", ", asked));
        }
    }

    private <T> Optional<T> value(String key, Class<T> type, String expected) {
        asked.add(key);
        Object value = table.get(List.of(key));
        if (value == null) {
            return Optional.empty();
        }
        if (!type.isInstance(value)) {
            throw wrong(
                    key,
                    "'" + key + "' is " + (value instanceof TomlTable ? "a table" : value) + ", expected " + expected);
        }
        return Optional.of(type.cast(value));
    }

    private TomlPosition position(String key) {
        return Optional.ofNullable(table.inputPositionOf(List.of(key))).orElse(begin);
    }

    private TomlPosition position(TomlArray array, int index) {
        return Optional.ofNullable(array.inputPositionOf(index)).orElse(begin);
    }

    private UsageException wrong(TomlPosition at, String message) {
        return new UsageException(file + ":" + at.line() + ":" + at.column() + ": " + message);
    }
}
