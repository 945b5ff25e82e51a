// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.dmatape.replay.event.DmaOperation;
import org.dmatape.replay.event.Names;
import org.dmatape.replay.event.TapeNames;
import org.dmatape.replay.facts.KnownDevice;
import org.dmatape.replay.facts.LostSpan;
import org.dmatape.replay.facts.SourceFacts;
import org.dmatape.replay.facts.TapeFacts;
import org.dmatape.replay.model.Divergence;
import org.dmatape.replay.model.DivergenceListener;
import org.dmatape.replay.model.Rule;
import org.dmatape.replay.model.internal.mapping.DeviceTraits;

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
        truncated.forEach((device, tally) -> listener.diverged(Divergence.of(Rule.TRUNCATED_SG)
                .device(
                        device == Names.UNKNOWN
                                ? Optional.empty()
                                : Optional.of(names.devices().name(device)))
                .at(tally.tsNs, tally.cpu)
                .count(tally.count)
                .held("every entry of a scatterlist")
                .recorded(tally.count + " scatterlists in part")
                .events(List.of(tally.eventId))
                .build()));
        for (KnownDevice device : facts.devices()) {
            boolean bypasses = !device.accessPlatform().orElse(true);
            if (bypasses && !traits.of(names.devices().number(device.device())).usesDmaApi()) {
                listener.diverged(Divergence.of(Rule.BYPASS)
                        .device(Optional.of(device.device()))
                        .held("a device that uses the DMA API")
                        .recorded("VIRTIO_F_ACCESS_PLATFORM is off")
                        .build());
            }
        }
        lost(span -> !isOfDevice(span), listener);
        lost(this::isOfDevice, listener);
        partlyRecorded(traits, listener);
        unrelatedClocks(listener);
    }

    private void partlyRecorded(DeviceTraits traits, DivergenceListener listener) {
        for (int device = 0; device < traits.count(); device++) {
            DeviceTraits.UnseenEnds unseen = traits.unseenEnds(device);
            if (unseen.count() > 0) {
                listener.diverged(Divergence.of(Rule.LOST_EVENTS)
                        .kind("not-recorded")
                        .device(Optional.of(names.devices().name(device)))
                        .at(unseen.sinceNs())
                        .count(unseen.count())
                        .held("the unmap of every mapping that ended")
                        .recorded(unseen.count() + " mappings ended without one")
                        .events(List.of(unseen.firstMapId()))
                        .build());
            }
        }
    }

    private void unrelatedClocks(DivergenceListener listener) {
        SourceFacts sources = facts.sources();
        if (sources.paths().size() <= 1) {
            return;
        }
        Set<Integer> unrelated = new TreeSet<>();
        sources.clocks().stream().filter(clock -> !clock.related()).forEach(clock -> unrelated.add(clock.source()));
        for (int source : unrelated) {
            String path = sources.paths().getOrDefault(source, "unnamed");
            listener.diverged(Divergence.of(Rule.CLOCK_UNCERTAIN)
                    .kind("unknown")
                    .held("clocks that something ties together")
                    .recorded("nothing ties the clock of source %d (%s) to the others".formatted(source, path))
                    .build());
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
            listener.diverged(Divergence.of(Rule.LOST_EVENTS)
                    .at(spans.stream().mapToLong(LostSpan::fromNs).min().orElse(0), cpu)
                    .count(anyCounted ? counted : spans.size())
                    .held("every event")
                    .recorded("events lost in " + spans.size() + " spans")
                    .build());
        });
    }
}
