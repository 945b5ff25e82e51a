// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.replay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.dmatape.cli.filter.TapeExtent;
import org.dmatape.cli.filter.TapeTime;
import org.dmatape.cli.session.UsageException;
import org.dmatape.format.read.Tape;
import org.dmatape.replay.run.ReplayOptions;
import org.dmatape.replay.run.ReplayedPart;
import org.dmatape.replay.run.ShownSteps;
import org.dmatape.replay.run.Speed;
import org.dmatape.replay.run.StepKind;
import org.dmatape.replay.run.ToldStates;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options that say which part of a tape is replayed, and how fast.
public final class PartOptions {

    @Option(
            names = "--speed",
            paramLabel = "FACTOR",
            description = "1 as recorded, 2 twice as fast, max without waiting (default: max).")
    private Speed speed = Speed.MAX;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Show and wait from this time on; the model executes what lies before it at once."
                    + " A ts_ns of the tape, or with a unit (20ms, 1.5s) counted from its first event.")
    private @Nullable TapeTime from;

    @Option(names = "--to", paramLabel = "TIME", description = "Stop at this time.")
    private @Nullable TapeTime to;

    @Option(
            names = "--events",
            paramLabel = "FIRST..LAST",
            description = "Show from this event_id on, stop behind that; either may be left out.")
    private @Nullable EventRange events;

    @Option(
            names = "--device",
            paramLabel = "NAME",
            description = "Show only this device: a DMA device (0000:00:03.0) or a virtio device (virtio0).")
    private @Nullable String device;

    @Option(
            names = "--only",
            paramLabel = "KIND",
            split = ",",
            description = "Show and wait for these steps only: dma, queue, iommu, bounce, access, device-queue, fault.")
    private List<StepKind> only = new ArrayList<>();

    @Option(names = "--skip", paramLabel = "KIND", split = ",", description = "Show and wait for all but these steps.")
    private List<StepKind> skip = new ArrayList<>();

    @Option(names = "--steps", description = "Tell every step, not only divergences (jsonl, csv and arrow).")
    private boolean steps;

    @Option(names = "--stop-on-divergence", description = "Stop at the first divergence that is an error.")
    private boolean stopOnDivergence;

    @Option(
            names = "--break",
            paramLabel = "EVENT",
            description = "Print what is mapped and in flight before this event; may be repeated.")
    private List<Long> breaks = new ArrayList<>();

    @Option(names = "--at", paramLabel = "TIME", description = "Print what is mapped and in flight at this time.")
    private @Nullable TapeTime at;

    /// Whether anything was chosen but the device.
    public boolean choosesSteps() {
        return !speed.isMax() || choosesPart();
    }

    /// Whether anything was chosen but the device and the speed.
    public boolean choosesPart() {
        return from != null
                || to != null
                || events != null
                || !only.isEmpty()
                || !skip.isEmpty()
                || steps
                || stopOnDivergence
                || tellsStates();
    }

    /// Whether every step is to be told.
    public boolean tellsSteps() {
        return steps;
    }

    /// Whether the state is to be told somewhere.
    public boolean tellsStates() {
        return !breaks.isEmpty() || at != null;
    }

    /// What the user asked for, held against a tape before anything is replayed.
    ///
    /// @throws UsageException naming the first value that can match nothing, and what there is
    public ReplayOptions on(Tape tape) throws IOException {
        TapeExtent extent = new TapeExtent(tape);
        if (device != null) {
            extent.requireDevice(device);
        }
        if (!only.isEmpty() && !skip.isEmpty()) {
            throw new UsageException("--only and --skip contradict each other: give one of them");
        }
        OptionalLong fromNs = extent.sinceStartNs(from);
        OptionalLong toNs = extent.sinceStartNs(to);
        OptionalLong atNs = extent.sinceStartNs(at);
        extent.requirePart(fromNs, toNs);
        if (atNs.isPresent() && (atNs.getAsLong() < 0 || atNs.getAsLong() > extent.lengthNs())) {
            throw extent.outside("--at");
        }
        EventRange range = Optional.ofNullable(events).orElse(EventRange.ALL);
        return new ReplayOptions(
                speed,
                new ReplayedPart(onClock(fromNs, extent), onClock(toNs, extent), range.first(), range.last()),
                new ShownSteps(Optional.ofNullable(device), kinds(), steps),
                new ToldStates(breaks, onClock(atNs, extent)),
                stopOnDivergence);
    }

    private Set<StepKind> kinds() {
        EnumSet<StepKind> kinds = only.isEmpty() ? EnumSet.allOf(StepKind.class) : EnumSet.copyOf(only);
        skip.forEach(kinds::remove);
        return kinds;
    }

    private static OptionalLong onClock(OptionalLong sinceStartNs, TapeExtent extent) {
        return sinceStartNs.isEmpty()
                ? sinceStartNs
                : OptionalLong.of(Math.addExact(sinceStartNs.getAsLong(), extent.firstNs()));
    }
}
