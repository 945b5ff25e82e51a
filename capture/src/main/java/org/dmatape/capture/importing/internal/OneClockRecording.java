// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing.internal;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.importing.RecordingFile;
import org.dmatape.capture.recording.CpuStream;
import org.dmatape.capture.recording.KernelSymbols;
import org.dmatape.capture.recording.OpenOptions;
import org.dmatape.capture.recording.Recording;
import org.dmatape.capture.recording.RecordingBuffer;
import org.dmatape.capture.recording.SkippedInput;

/// A recording whose ring buffers have different clocks that nothing relates: only those of one clock give events. They
/// come first; the others follow, without any.
public final class OneClockRecording implements Recording {

    private static final String OTHER_CLOCK = "unknown";

    /// The kernel has some ten clocks; a file may be made up.
    private static final int MOST_TRIED = 16;

    private final Recording recording;
    private final List<Part> parts;

    /// A buffer.
    ///
    /// @param buffer as others see it
    /// @param index its number in the file
    /// @param isKept whether its events are read
    /// @param tells whether its events would have made rows
    private record Part(RecordingBuffer buffer, int index, boolean isKept, boolean tells) {}

    private OneClockRecording(Recording recording, List<Part> parts) {
        this.recording = recording;
        this.parts = List.copyOf(parts);
    }

    /// Which buffers of a recording are read.
    ///
    /// @param groups its buffers, those of each clock together
    /// @param keptGroup the one that is read
    /// @param told what each told that was tried; nothing where all have one clock
    record Choice(List<List<Integer>> groups, int keptGroup, List<ToldRows> told) {

        Choice {
            groups = List.copyOf(groups);
            told = List.copyOf(told);
        }

        /// The recording, of which just those are read.
        Recording of(Recording recording) {
            return groups.size() < 2
                    ? recording
                    : new OneClockRecording(recording, parts(recording, groups, keptGroup, told));
        }
    }

    /// Finds out which buffers are read. Where they have several clocks, the recording is read through once for
    /// each, to see which buffers tell most of the DMA API.
    static Choice choice(Recording recording, RecordingFile file, OpenOptions options) {
        List<List<Integer>> groups = BufferClocks.of(recording);
        if (groups.size() < 2) {
            return new Choice(groups, 0, List.of());
        }
        List<ToldRows> told = new ArrayList<>();
        for (int group = 0; group < Math.min(groups.size(), MOST_TRIED); group++) {
            try (Recording again = file.format().open(file.path(), options)) {
                told.add(ToldRows.of(new OneClockRecording(again, parts(again, groups, group, told))));
            }
        }
        return new Choice(groups, ToldRows.most(told), told);
    }

    /// The buffers of one group, and of none, before the others.
    private static List<Part> parts(
            Recording recording, List<List<Integer>> groups, int keptGroup, List<ToldRows> told) {
        List<RecordingBuffer> buffers = recording.buffers();
        Map<Integer, Integer> groupOf = new HashMap<>();
        for (int group = 0; group < groups.size(); group++) {
            for (int buffer : groups.get(group)) {
                groupOf.put(buffer, group);
            }
        }
        List<Part> kept = new ArrayList<>();
        List<Part> leftOut = new ArrayList<>();
        for (int i = 0; i < buffers.size(); i++) {
            int group = groupOf.getOrDefault(i, keptGroup);
            boolean tells = group >= told.size() || told.get(group).all() > 0;
            Part part = new Part(named(buffers, i, groups, group), i, group == keptGroup, tells);
            (part.isKept() ? kept : leftOut).add(part);
        }
        kept.addAll(leftOut);
        return kept;
    }

    /// The name in the file is that of the first group's clock; another group with that name has another clock.
    private static RecordingBuffer named(
            List<RecordingBuffer> buffers, int index, List<List<Integer>> groups, int group) {
        RecordingBuffer buffer = buffers.get(index);
        boolean isTaken = groups.subList(0, group).stream()
                .anyMatch(before -> buffers.get(before.getFirst()).clock().equals(buffer.clock()));
        return isTaken
                ? new RecordingBuffer(buffer.name(), OTHER_CLOCK, buffer.subBufferBytes(), buffer.cpus())
                : buffer;
    }

    /// Whether the events of one of its buffers are not read.
    boolean isLeftOut(int buffer) {
        return !parts.get(buffer).isKept();
    }

    /// Whether those events would have made rows.
    public boolean isMissed(int buffer) {
        return isLeftOut(buffer) && parts.get(buffer).tells();
    }

    /// What to tell the user of the buffers that are left out.
    ///
    /// @param path the file
    public List<String> notes(String path) {
        Part kept = parts.stream()
                .filter(part -> part.isKept() && !part.buffer().cpus().isEmpty())
                .findFirst()
                .orElseThrow();
        return parts.stream()
                .filter(part -> !part.isKept())
                .map(part -> path + ": " + text(part) + " is left out: its clock (" + clock(part) + ") is not that of "
                        + text(kept) + " (" + clock(kept) + "), and nothing relates the two; record all buffers with"
                        + " one clock (trace-cmd: the same -C before the first -B and behind each)")
                .toList();
    }

    private static String text(Part part) {
        return part.buffer().name().isEmpty()
                ? "the main buffer"
                : "buffer " + part.buffer().name();
    }

    private String clock(Part part) {
        String shown = BufferClocks.shown(recording, part.index());
        String name = part.buffer().clock().equals(OTHER_CLOCK)
                ? "another than the file names"
                : part.buffer().clock();
        return shown.isEmpty() ? name : name + ", at " + shown + " in the end";
    }

    @Override
    public List<RecordingBuffer> buffers() {
        return parts.stream().map(Part::buffer).toList();
    }

    @Override
    public List<CpuStream> streams(RecordingBuffer buffer) {
        Part part = parts.get(buffers().indexOf(buffer));
        return part.isKept() ? recording.streams(recording.buffers().get(part.index())) : List.of();
    }

    @Override
    public CpuStream open(RecordingBuffer buffer, int cpu) {
        return recording.open(buffer, cpu);
    }

    @Override
    public String kind() {
        return recording.kind();
    }

    @Override
    public ByteOrder byteOrder() {
        return recording.byteOrder();
    }

    @Override
    public int longBytes() {
        return recording.longBytes();
    }

    @Override
    public Map<Integer, EventFormat> formats() {
        return recording.formats();
    }

    @Override
    public KernelSymbols symbols() {
        return recording.symbols();
    }

    @Override
    public Map<Integer, String> taskNames() {
        return recording.taskNames();
    }

    @Override
    public Map<String, String> facts() {
        return recording.facts();
    }

    @Override
    public Optional<String> damage() {
        return recording.damage();
    }

    @Override
    public SkippedInput skipped() {
        return recording.skipped();
    }

    @Override
    public double shareRead() {
        return recording.shareRead();
    }

    @Override
    public void close() {
        recording.close();
    }
}
