// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dmatape.analyze.fixture.FixtureTape.BIDIRECTIONAL;
import static org.dmatape.analyze.fixture.FixtureTape.FROM_DEVICE;
import static org.dmatape.analyze.fixture.FixtureTape.TO_DEVICE;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.dmatape.analyze.fixture.Checks;
import org.dmatape.analyze.fixture.FixtureTape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random mappings of few pages, held against a model that compares every mapping with every other.
class OverlapPropertyTest {

    private static final String DEVICE = "0000:00:01.0";
    private static final List<String> DIRECTIONS = List.of(TO_DEVICE, FROM_DEVICE, BIDIRECTIONAL);
    private static final long MEMORY = 0x4000_0000L;
    private static final long PAGE = 4096;

    private final List<Mapping> all = new ArrayList<>();
    private final List<Mapping> live = new ArrayList<>();
    private final FixtureTape tape = new FixtureTape();

    /// A mapping of the model; `end` is the event that ended it.
    private static final class Mapping {
        private final long id;
        private final long iova;
        private final long first;
        private final long size;
        private final String direction;
        private long end = Long.MAX_VALUE;

        private Mapping(long id, long iova, long first, long size, String direction) {
            this.id = id;
            this.iova = iova;
            this.first = first;
            this.size = size;
            this.direction = direction;
        }

        private boolean liveWith(Mapping other) {
            return id < other.end && other.id < end;
        }

        private boolean sharesBytesWith(Mapping other) {
            return first < other.first + other.size && other.first < first + size;
        }

        private boolean sharesPageWith(Mapping other) {
            return first / PAGE <= (other.first + other.size - 1) / PAGE
                    && other.first / PAGE <= (first + size - 1) / PAGE;
        }

        private boolean isDouble(Mapping other) {
            boolean writable = !direction.equals(TO_DEVICE) || !other.direction.equals(TO_DEVICE);
            return other != this && liveWith(other) && sharesBytesWith(other) && writable;
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, 24);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void doubleMapsAreThoseOfTheModel(long seed) {
        // sizes beyond 1 MiB are compared in another way than small ones
        happen(new Random(seed), seed % 3 == 0 ? 3 << 20 : 6_000, 160);

        Set<Long> expected = all.stream()
                .filter(later -> all.stream().anyMatch(earlier -> earlier.id < later.id && later.isDouble(earlier)))
                .map(later -> later.id)
                .collect(Collectors.toSet());
        Set<Long> found = Checks.findings(tape, "double-map").stream()
                .map(finding -> finding.events().getLast())
                .collect(Collectors.toSet());
        assertThat(found).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void sharedPagesAreThoseOfTheModel(long seed) {
        happen(new Random(seed), 900, 120);

        long expected = all.stream()
                .filter(mapping -> all.stream().noneMatch(mapping::isDouble))
                .flatMap(mapping -> all.stream()
                        .filter(other -> !other.direction.equals(mapping.direction))
                        .filter(other -> mapping.liveWith(other) && mapping.sharesPageWith(other))
                        .map(other -> mapping.id + " " + other.direction)
                        .distinct())
                .count();
        long found = Checks.findings(tape, "shared-page").stream()
                .mapToLong(Finding::count)
                .sum();
        assertThat(found).isEqualTo(expected);
    }

    /// Maps and unmaps at random. An IOVA is used again as soon as it is free and keeps the offset within
    /// the page.
    private void happen(Random random, int maxSize, int steps) {
        long nextIova = 0x1_0000_0000L;
        for (int step = 0; step < steps; step++) {
            if (live.isEmpty() || random.nextInt(5) < 3) {
                long first = MEMORY + random.nextLong(random.nextBoolean() ? 3 * PAGE : maxSize * 2L);
                long size = 1 + random.nextLong(maxSize);
                long iova = nextIova + first % PAGE;
                nextIova += (size / PAGE + 2) * PAGE;
                String direction = DIRECTIONS.get(random.nextInt(DIRECTIONS.size()));
                Mapping mapping =
                        new Mapping(tape.map(DEVICE, iova, first, size, direction), iova, first, size, direction);
                all.add(mapping);
                live.add(mapping);
            } else {
                Mapping mapping = live.remove(random.nextInt(live.size()));
                mapping.end = tape.unmap(DEVICE, mapping.iova, mapping.size, mapping.direction);
            }
        }
    }
}
