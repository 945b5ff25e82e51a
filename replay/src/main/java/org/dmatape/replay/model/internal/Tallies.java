// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.dmatape.replay.event.DmaOperation;
import org.dmatape.replay.event.KnownDevice;
import org.dmatape.replay.event.LostSpan;
import org.dmatape.replay.event.Names;
import org.dmatape.replay.event.SourceFacts;
import org.dmatape.replay.event.TapeFacts;
import org.dmatape.replay.event.TapeNames;
import org.dmatape.replay.model.Divergence;
import org.dmatape.replay.model.DivergenceListener;
import org.dmatape.replay.model.Rule;

/// What a recording leaves out: lost events, scatterlists recorded in part, devices that bypass the DMA API.
final class Tallies {

    /// One device's scatterlists that were recorded in part, and the first of them.
    private static final class Truncated {
        private final long eventId;
        private final long tsNs;
        private final int cpu;
        private long count;

        private Truncated(DmaOperation first) {
            eventId = first.eventId();
            tsNs = first.tsNs();
            cpu = first.cpu();
        }
    }

    private final TapeFacts facts;
    private final TapeNames names;
    private final Map<Integer, Truncated> truncated = new TreeMap<>();

    Tallies(TapeFacts facts, TapeNames names) {
        this.facts = facts;
        this.names = names;
    }

    /// An operation was recorded in part.
    void truncated(DmaOperation operation) {
        truncated.computeIfAbsent(operation.device(), device -> new Truncated(operation)).count++;
    }

    /// The tape has ended.
    void finish(DeviceTraits traits, DivergenceListener listener) {
        truncated.forEach((device, tally) -> listener.diverged(divergence(
                Rule.TRUNCATED_SG,
                device == Names.UNKNOWN
                        ? Optional.empty()
                        : Optional.of(names.devices().name(device)),
                OptionalLong.of(tally.tsNs),
                OptionalInt.of(tally.cpu),
                tally.count,
                "every entry of a scatterlist",
                tally.count + " scatterlists in part",
                List.of(tally.eventId))));
        for (KnownDevice device : facts.devices()) {
            boolean bypasses = !device.accessPlatform().orElse(true);
            if (bypasses && !traits.of(names.devices().number(device.device())).usesDmaApi()) {
                listener.diverged(divergence(
                        Rule.BYPASS,
                        Optional.of(device.device()),
                        OptionalLong.empty(),
                        OptionalInt.empty(),
                        1,
                        "a device that uses the DMA API",
                        "VIRTIO_F_ACCESS_PLATFORM is off",
                        List.of()));
            }
        }
        lost(span -> !isOfDevice(span), listener);
        lost(this::isOfDevice, listener);
        unrelatedClocks(listener);
    }

    private void unrelatedClocks(DivergenceListener listener) {
        SourceFacts sources = facts.sources();
        if (sources.paths().size() <= 1) {
            return;
        }
        Set<Integer> unrelated = new TreeSet<>();
        sources.clocks().stream().filter(clock -> !clock.related()).forEach(clock -> unrelated.add(clock.source()));
        for (int source : unrelated) {
            listener.diverged(new Divergence(
                    Rule.CLOCK_UNCERTAIN,
                    Optional.of("unknown"),
                    Optional.empty(),
                    OptionalLong.empty(),
                    OptionalInt.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    1,
                    "clocks that something ties together",
                    "nothing ties the clock of source %d (%s) to the others"
                            .formatted(source, sources.paths().getOrDefault(source, "unnamed")),
                    List.of(),
                    List.of()));
        }
    }

    /// Whether a log of the device's side left something out: no event of a CPU is missing then.
    private boolean isOfDevice(LostSpan span) {
        return facts.sources().deviceOnly().contains(span.source());
    }

    private void lost(Predicate<LostSpan> which, DivergenceListener listener) {
        Map<Integer, List<LostSpan>> byCpu = new TreeMap<>();
        facts.losses().stream()
                .filter(which)
                .forEach(span -> byCpu.computeIfAbsent(span.cpu(), _ -> new ArrayList<>())
                        .add(span));
        byCpu.forEach((cpu, spans) -> {
            long counted =
                    spans.stream().mapToLong(span -> span.events().orElse(0)).sum();
            boolean anyCounted = spans.stream().anyMatch(span -> span.events().isPresent());
            listener.diverged(divergence(
                    Rule.LOST_EVENTS,
                    Optional.empty(),
                    OptionalLong.of(
                            spans.stream().mapToLong(LostSpan::fromNs).min().orElse(0)),
                    OptionalInt.of(cpu),
                    anyCounted ? counted : spans.size(),
                    "every event",
                    "events lost in " + spans.size() + " spans",
                    List.of()));
        });
    }

    private static Divergence divergence(
            Rule rule,
            Optional<String> device,
            OptionalLong tsNs,
            OptionalInt cpu,
            long count,
            String held,
            String recorded,
            List<Long> events) {
        return new Divergence(
                rule,
                Optional.empty(),
                device,
                tsNs,
                cpu,
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                count,
                held,
                recorded,
                List.of(),
                events);
    }
}
