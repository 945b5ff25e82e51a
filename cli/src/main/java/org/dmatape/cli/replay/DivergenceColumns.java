// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.replay;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.dmatape.cli.output.Column;
import org.dmatape.cli.output.Column.Kind;
import org.dmatape.replay.model.Divergence;
import org.jspecify.annotations.Nullable;

/// A divergence as a row.
final class DivergenceColumns {

    static final List<Column> COLUMNS = List.of(
            Column.integer("event_id"),
            Column.integer("ts_ns"),
            Column.integer("cpu"),
            Column.text("check"),
            Column.text("severity"),
            Column.text("kind"),
            Column.text("device"),
            Column.address("dma_addr"),
            Column.address("phys_addr"),
            new Column("size", Kind.BIG_INTEGER),
            Column.integer("count"),
            Column.text("held"),
            Column.text("recorded"),
            Column.text("history"),
            Column.text("events"));

    private DivergenceColumns() {}

    static List<@Nullable Object> row(Divergence divergence) {
        return Arrays.asList(
                divergence.events().isEmpty() ? null : divergence.eventId(),
                signed(divergence.tsNs()),
                signed(divergence.cpu()),
                divergence.rule().check(),
                word(divergence.rule().severity()),
                text(divergence.kind()),
                text(divergence.device()),
                unsigned(divergence.dmaAddress()),
                unsigned(divergence.physAddress()),
                unsigned(divergence.sizeBytes()),
                divergence.count(),
                divergence.held(),
                divergence.recorded(),
                String.join("; ", divergence.history()),
                divergence.events().stream().map(Object::toString).collect(Collectors.joining(" ")));
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static @Nullable Object text(Optional<String> text) {
        return text.orElse(null);
    }

    static @Nullable Object signed(OptionalLong number) {
        return number.isPresent() ? number.getAsLong() : null;
    }

    private static @Nullable Object signed(OptionalInt number) {
        return number.isPresent() ? (long) number.getAsInt() : null;
    }

    static @Nullable Object unsigned(OptionalLong number) {
        return number.isPresent() ? new BigInteger(Long.toUnsignedString(number.getAsLong())) : null;
    }
}
