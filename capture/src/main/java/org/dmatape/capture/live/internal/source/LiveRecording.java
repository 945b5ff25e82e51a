// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.live.internal.source;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.eventformat.PageFormat;
import org.dmatape.capture.eventformat.PageFormatParser;
import org.dmatape.capture.instrument.PlannedEvent;
import org.dmatape.capture.internal.tracefs.RawReader;
import org.dmatape.capture.live.RecordException;
import org.dmatape.capture.recording.KernelSymbols;
import org.dmatape.capture.recording.Recording;
import org.dmatape.capture.recording.RecordingBuffer;
import org.dmatape.capture.recording.RecordingException;
import org.dmatape.capture.ringbuffer.MemoryBudget;
import org.dmatape.capture.ringbuffer.PageWalker;

/// An instance of the running kernel as a recording.
public final class LiveRecording implements Recording {

    private static final String CLOCK = "mono";
    private static final String CPU_PREFIX = "cpu";
    private static final long PAGE_BUDGET_BYTES = 1L << 30;
    /// What all CPUs together may have read ahead of the slowest of them.
    private static final long READ_AHEAD_BYTES = 64L << 20;

    private static final int ARRAY_BUDGET_DIVISOR = 3;

    private final Path tracefs;
    private final Path instance;
    private final EventFormats formats;
    private final PageFormat pageFormat;
    private final KernelSymbols symbols;
    private final Arena arena = Arena.ofShared();
    private final List<LiveCpuStream> streams;

    /// @param tracefs where tracefs is mounted
    /// @param instance folder of the instance
    LiveRecording(Path tracefs, Path instance, EventFormats formats, List<PlannedEvent> events) {
        this.tracefs = tracefs;
        this.instance = instance;
        this.formats = formats;
        Path header = instance.resolve("events/header_page");
        this.pageFormat = PageFormatParser.parsePage(EventFormats.read(header), 0, EventFormats.origin(header));
        this.symbols = events.stream().anyMatch(PlannedEvent::needsSymbols)
                ? LiveSymbols.ofRunningKernel()
                : names -> List.of();
        this.streams = openStreams();
    }

    private List<LiveCpuStream> openStreams() {
        MemoryBudget budget =
                new MemoryBudget(arena, PAGE_BUDGET_BYTES, Runtime.getRuntime().maxMemory() / ARRAY_BUDGET_DIVISOR);
        PageWalker walker = new PageWalker(pageFormat.layout(), byteOrder());
        List<LiveCpuStream> opened = new ArrayList<>();
        List<Integer> cpus = cpus();
        long mostReadyBytes = READ_AHEAD_BYTES / Math.max(1, cpus.size());
        for (int cpu : cpus) {
            RawReader reader = new RawReader(instance.resolve("per_cpu/cpu" + cpu + "/trace_pipe_raw"), arena);
            opened.add(new LiveCpuStream(cpu, reader, walker, pageFormat, budget, mostReadyBytes));
        }
        return List.copyOf(opened);
    }

    private List<Integer> cpus() {
        try (Stream<Path> folders = Files.list(instance.resolve("per_cpu"))) {
            return folders.map(folder -> String.valueOf(folder.getFileName()))
                    .filter(name -> name.matches(CPU_PREFIX + "\\d{1,5}"))
                    .map(name -> Integer.valueOf(name.substring(CPU_PREFIX.length())))
                    .sorted()
                    .toList();
        } catch (IOException cause) {
            throw RecordException.machine("cannot list " + instance.resolve("per_cpu") + ": " + cause.getMessage());
        }
    }

    /// One stream per CPU.
    public List<LiveCpuStream> streams() {
        return streams;
    }

    /// How its pages are built.
    public PageFormat pageFormat() {
        return pageFormat;
    }

    @Override
    public String kind() {
        return "live kernel";
    }

    @Override
    public ByteOrder byteOrder() {
        return ByteOrder.nativeOrder();
    }

    @Override
    public int longBytes() {
        return pageFormat.layout().longBytes();
    }

    @Override
    public Map<Integer, EventFormat> formats() {
        return formats.byId();
    }

    @Override
    public KernelSymbols symbols() {
        return symbols;
    }

    /// Reads the kernel's functions, which takes long, if call stacks will have to be named.
    public void prepareStacks() {
        if (formats.haveStacks()) {
            symbols.functions();
        }
    }

    @Override
    public Map<Integer, String> taskNames() {
        return new TaskNames(tracefs.resolve("saved_cmdlines"));
    }

    @Override
    public List<RecordingBuffer> buffers() {
        return List.of(new RecordingBuffer(
                "",
                CLOCK,
                pageFormat.subBufferBytes(),
                streams.stream().map(LiveCpuStream::cpu).toList()));
    }

    @Override
    public Map<String, String> facts() {
        return Collections.emptyMap();
    }

    @Override
    public Optional<String> damage() {
        return Optional.empty();
    }

    @Override
    public LiveCpuStream open(RecordingBuffer buffer, int cpu) {
        return streams.stream()
                .filter(stream -> stream.cpu() == cpu)
                .findFirst()
                .orElseThrow(() -> new RecordingException("there is no CPU " + cpu));
    }

    @Override
    public void close() {
        streams.forEach(LiveCpuStream::close);
        arena.close();
    }
}
