// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.check;

import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.dmatape.analyze.result.ResultColumn;
import org.dmatape.analyze.result.ResultCursor;
import org.dmatape.queries.CannedQuery;

/// Reads the rows of a check, which all have the columns of a finding, as findings.
final class FindingReader {

    /// The columns every check returns, in this order.
    static final List<String> COLUMNS =
            List.of("kind", "device", "ts_ns", "cpu", "dma_addr", "phys_addr", "size", "count", "message", "events");

    private final CannedQuery check;
    private final ResultCursor rows;

    FindingReader(CannedQuery check, ResultCursor rows) {
        this.check = check;
        this.rows = rows;
        List<String> names = rows.columns().stream().map(ResultColumn::name).toList();
        if (!names.equals(COLUMNS)) {
            throw new IllegalStateException("check " + check.id() + " returns " + names + " instead of " + COLUMNS);
        }
    }

    Finding current() {
        OptionalLong cpu = number(3);
        return new Finding(
                check.id(),
                check.severity().orElseThrow(),
                text(0),
                text(1),
                number(2),
                cpu.isPresent() ? OptionalInt.of(Math.toIntExact(cpu.getAsLong())) : OptionalInt.empty(),
                number(4),
                number(5),
                number(6),
                number(7).orElse(1),
                text(8).orElse(""),
                events(),
                List.of());
    }

    private Optional<String> text(int index) {
        return Optional.ofNullable(rows.value(index)).map(Object::toString);
    }

    private OptionalLong number(int index) {
        return switch (rows.value(index)) {
            case Long number -> OptionalLong.of(number);
            case BigInteger number -> OptionalLong.of(number.longValue());
            case null, default -> OptionalLong.empty();
        };
    }

    private List<Long> events() {
        return rows.value(9) instanceof List<?> list
                ? list.stream().filter(Objects::nonNull).map(Long.class::cast).toList()
                : List.of();
    }
}
