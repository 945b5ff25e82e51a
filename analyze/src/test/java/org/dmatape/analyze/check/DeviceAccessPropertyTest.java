// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.check;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.dmatape.analyze.fixture.FixtureTape.BIDIRECTIONAL;
import static org.dmatape.analyze.fixture.FixtureTape.DEVICE_SOURCE;
import static org.dmatape.analyze.fixture.FixtureTape.DRIVER_SOURCE;
import static org.dmatape.analyze.fixture.FixtureTape.FROM_DEVICE;
import static org.dmatape.analyze.fixture.FixtureTape.TO_DEVICE;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.dmatape.analyze.database.TapeDatabase;
import org.dmatape.analyze.fixture.FixtureTape;
import org.dmatape.analyze.result.ResultCursor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random tapes with both sides, held against a model that compares every access with every mapping.
class DeviceAccessPropertyTest {

    private static final List<String> DIRECTIONS = List.of(TO_DEVICE, FROM_DEVICE, BIDIRECTIONAL);
    private static final List<String> ACCESSES = List.of("read", "write", "unknown");
    private static final List<String> RESULTS = List.of("hit", "translated", "fault", "fault", "bypass", "unknown");
    private static final String BEHIND_IOMMU = "0000:00:01.0";
    private static final String DIRECT = "0000:00:02.0";
    private static final long IOVAS = 0x8000_0000L;
    private static final long PHYS = 0x4000_0000L;
    private static final long PAGE = 4096;
    private static final int PAGES = 6;
    private static final int STEPS = 220;
    private static final long NS_PER_EVENT = 1_000;

    private final List<Mapping> mappings = new ArrayList<>();
    private final List<Access> accesses = new ArrayList<>();
    private final List<Invalidation> invalidations = new ArrayList<>();
    private final List<Long> losses = new ArrayList<>();
    private FixtureTape tape = new FixtureTape();
    private long errorNs;
    private long now;

    private static final class Mapping {
        private final String device;
        private final long id;
        private final long first;
        private final long last;
        private final String direction;
        private long end = Long.MAX_VALUE;

        private Mapping(String device, long id, long first, long size, String direction) {
            this.device = device;
            this.id = id;
            this.first = first;
            this.last = first + size - 1;
            this.direction = direction;
        }

        private boolean isLiveAt(long event) {
            return id < event && end > event;
        }

        private boolean isInPage(long page) {
            return first / PAGE <= page && last / PAGE >= page;
        }

        private boolean permits(String access) {
            return access.equals("unknown")
                    || direction.equals(BIDIRECTIONAL)
                    || direction.equals(access.equals("read") ? TO_DEVICE : FROM_DEVICE);
        }
    }

    /// The part of an access that lies in one page.
    private record Access(
            String device, long event, long first, long last, boolean wholePage, String access, String result) {

        private long page() {
            return first / PAGE;
        }

        private boolean isBehindIommu() {
            return device.equals(BEHIND_IOMMU);
        }

        private boolean isHeldBy(Mapping mapping) {
            return mapping.first <= first && mapping.last >= last;
        }
    }

    private record Invalidation(long event, long firstPage, long lastPage) {}

    /// An access that is wrong, as the model and the tables say it.
    private record Wrong(long event, long first, String kind, boolean uncertain) {}

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyVerdictIsThatOfTheModel(long seed) {
        Random random = new Random(seed);
        errorNs = seed % 2 == 0 ? 0 : 2 * NS_PER_EVENT;
        tape = new FixtureTape().clocks("aligned", errorNs);
        map(BEHIND_IOMMU, random);
        map(DIRECT, random);
        for (int step = 0; step < STEPS; step++) {
            happen(random, seed % 5 == 0);
        }
        tape.add(1, 2);

        List<Wrong> expected = accesses.stream()
                .flatMap(access -> verdict(access).stream())
                .sorted(Comparator.comparingLong(Wrong::event).thenComparingLong(Wrong::first))
                .toList();
        assertThat(expected)
                .as("a tape on which nothing is wrong shows nothing")
                .isNotEmpty();
        assertThat(found()).isEqualTo(expected);
    }

    private void happen(Random random, boolean losing) {
        String device = random.nextInt(3) > 0 ? BEHIND_IOMMU : DIRECT;
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> map(device, random);
            case 3, 4 -> unmap(random);
            case 5 -> invalidate(random);
            case 6 -> {
                if (losing && random.nextInt(8) == 0) {
                    tape.lose(0, 1);
                    losses.add(now);
                }
            }
            default -> access(device, random);
        }
    }

    /// Behind the IOMMU a page belongs to one mapping at a time; without it mappings lie side by side.
    private void map(String device, Random random) {
        boolean behindIommu = device.equals(BEHIND_IOMMU);
        long offset = random.nextInt(4) == 0 ? 0 : 64L * random.nextInt(48);
        long first = (behindIommu ? IOVAS : PHYS) + PAGE * random.nextInt(PAGES) + offset;
        long size = 1L + random.nextInt(behindIommu ? 6_000 : 900);
        long last = first + size - 1;
        boolean taken = mappings.stream()
                .filter(mapping -> mapping.device.equals(device) && mapping.end == Long.MAX_VALUE)
                .anyMatch(mapping -> behindIommu
                        ? mapping.first / PAGE <= last / PAGE && first / PAGE <= mapping.last / PAGE
                        : mapping.first == first);
        if (taken) {
            return;
        }
        String direction = DIRECTIONS.get(random.nextInt(DIRECTIONS.size()));
        long phys = behindIommu ? PHYS + 0x10_0000 + first - IOVAS : first;
        mappings.add(new Mapping(device, tape.map(device, first, phys, size, direction), first, size, direction));
        now++;
    }

    private void unmap(Random random) {
        List<Mapping> live = mappings.stream()
                .filter(mapping -> mapping.end == Long.MAX_VALUE)
                .toList();
        if (!live.isEmpty()) {
            Mapping mapping = live.get(random.nextInt(live.size()));
            mapping.end =
                    tape.unmap(mapping.device, mapping.first, mapping.last - mapping.first + 1, mapping.direction);
            now++;
        }
    }

    private void invalidate(Random random) {
        int source = random.nextBoolean() ? DRIVER_SOURCE : DEVICE_SOURCE;
        if (random.nextInt(3) == 0) {
            invalidations.add(new Invalidation(tape.invalidate(source, 0, 0), 0, Long.MAX_VALUE));
        } else {
            long page = IOVAS / PAGE + random.nextInt(PAGES);
            long pages = 1L + random.nextInt(2);
            invalidations.add(
                    new Invalidation(tape.invalidate(source, page * PAGE, pages * PAGE), page, page + pages - 1));
        }
        now++;
    }

    private void access(String device, Random random) {
        long base = (device.equals(BEHIND_IOMMU) ? IOVAS : PHYS) + PAGE * random.nextInt(PAGES + 1);
        String access = ACCESSES.get(random.nextInt(ACCESSES.size()));
        String result = RESULTS.get(random.nextInt(RESULTS.size()));
        boolean page = random.nextInt(3) == 0;
        long first = page ? base : base + 1 + random.nextInt((int) PAGE - 1);
        long size = page ? (result.equals("translated") ? PAGE : 0) : random.nextInt(3) * 300L;
        long event = tape.access(device, first, size, access, result);
        now++;
        long last = page ? base + PAGE - 1 : first + Math.max(size, 1) - 1;
        for (long number = first / PAGE; number <= last / PAGE; number++) {
            accesses.add(new Access(
                    device,
                    event,
                    Math.max(first, number * PAGE),
                    Math.min(last, number * PAGE + PAGE - 1),
                    page,
                    access,
                    result));
        }
    }

    private Optional<Wrong> verdict(Access access) {
        Optional<Mapping> latest = inPage(access)
                .filter(mapping -> mapping.id < access.event())
                .max(Comparator.comparingLong(mapping -> mapping.id));
        boolean allowed = latest.filter(mapping -> mapping.isLiveAt(access.event())
                        && mapping.permits(access.access())
                        && (access.wholePage() || access.isHeldBy(mapping)))
                .isPresent();
        return allowed && access.result().equals("fault") && access.isBehindIommu()
                ? contradiction(access, latest.orElseThrow())
                : verdictWithin(access);
    }

    /// What a live mapping allows does not fault: the clocks have put the fault on the wrong side of its map or unmap.
    private Optional<Wrong> contradiction(Access access, Mapping mapping) {
        boolean endsNear = mapping.end < Long.MAX_VALUE && isNear(mapping.end, access);
        return endsNear || isNear(mapping.id, access)
                ? wrong(access, endsNear ? "after-unmap" : "before-map", mapping.id)
                : Optional.empty();
    }

    private boolean isNear(long event, Access access) {
        return errorNs > 0 && Math.abs(event - access.event()) * NS_PER_EVENT <= errorNs;
    }

    private Optional<Wrong> verdictWithin(Access access) {
        List<Mapping> live = inPage(access)
                .filter(mapping -> mapping.isLiveAt(access.event()))
                .toList();
        List<Mapping> holding = live.stream()
                .filter(mapping -> access.wholePage() || access.isHeldBy(mapping))
                .toList();
        if (holding.stream().anyMatch(mapping -> mapping.permits(access.access()))
                || (access.isBehindIommu() && access.result().equals("bypass"))) {
            return Optional.empty();
        }
        long liveSince = live.stream().mapToLong(mapping -> mapping.id).max().orElse(-1);
        if (!holding.isEmpty()) {
            return wrong(access, "direction", liveSince);
        }
        if (!live.isEmpty() && access.isBehindIommu()) {
            return access.wholePage() ? Optional.empty() : wrong(access, "beyond-end", liveSince);
        }
        Optional<Mapping> ended = inPage(access)
                .filter(mapping -> mapping.end < access.event())
                .filter(mapping -> access.isBehindIommu()
                        || (access.isHeldBy(mapping)
                                && !access.access().equals("unknown")
                                && mapping.permits(access.access())))
                .max(Comparator.comparingLong(mapping -> mapping.end));
        boolean fault = access.result().equals("fault");
        if (ended.isPresent()) {
            long since = ended.get().end;
            boolean stale = access.isBehindIommu() && !fault && !isInvalidated(access, since);
            return wrong(access, stale ? "stale" : "after-unmap", since);
        }
        if (!fault || !live.isEmpty()) {
            return Optional.empty();
        }
        boolean later = inPage(access).anyMatch(mapping -> mapping.id > access.event());
        return wrong(access, later ? "before-map" : "never-mapped", -1);
    }

    private Optional<Wrong> wrong(Access access, String kind, long since) {
        if (losses.stream().anyMatch(next -> next - 1 < access.event() && next > since)) {
            return Optional.empty();
        }
        boolean uncertain = inPage(access)
                .flatMap(mapping -> Stream.of(mapping.id, mapping.end))
                .filter(event -> event < Long.MAX_VALUE)
                .anyMatch(event -> isNear(event, access));
        return Optional.of(new Wrong(access.event(), access.first(), kind, uncertain));
    }

    private Stream<Mapping> inPage(Access access) {
        return mappings.stream()
                .filter(mapping -> mapping.device.equals(access.device()) && mapping.isInPage(access.page()));
    }

    private boolean isInvalidated(Access access, long since) {
        return invalidations.stream()
                .filter(flush -> flush.event() > since && flush.event() < access.event())
                .anyMatch(flush -> flush.firstPage() <= access.page() && flush.lastPage() >= access.page());
    }

    private List<Wrong> found() {
        List<Wrong> wrong = new ArrayList<>();
        try (TapeDatabase database = tape.open();
                ResultCursor rows = database.query(
                        "SELECT event_id, first_byte, kind, uncertain FROM wrong_touch ORDER BY event_id, first_byte")) {
            while (rows.next()) {
                wrong.add(new Wrong(
                        (Long) requireNonNull(rows.value(0)),
                        (Long) requireNonNull(rows.value(1)),
                        String.valueOf(rows.value(2)),
                        (Boolean) requireNonNull(rows.value(3))));
            }
        }
        return wrong;
    }
}
