// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.fuzz;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dmatape.capture.ftracetext.FtraceTextFormat;
import org.dmatape.capture.importing.fixture.DiscardedImport;
import org.dmatape.capture.importing.fixture.SimpleTraceBuilder;
import org.dmatape.capture.importing.fixture.TestResource;
import org.dmatape.capture.kernellog.KernelLogFormat;
import org.dmatape.capture.perfdata.PerfDataFormat;
import org.dmatape.capture.qemulog.QemuLogFormat;
import org.dmatape.capture.recording.OpenOptions;
import org.dmatape.capture.recording.Recording;
import org.dmatape.capture.recording.RecordingFormat;
import org.dmatape.capture.simpletrace.SimpleTraceFormat;
import org.dmatape.samples.ShippedRecordings;

/// Recordings of one format: recognised, opened, decoded.
final class RecordingTarget implements FuzzTarget {

    /// What is cut out of a real log: enough for every kind of line.
    private static final int CUT_BYTES = 3000;

    /// How many cuts are taken from one log, evenly.
    private static final int CUTS = 12;

    private static final OpenOptions ON_THIS_THREAD = new OpenOptions(false, 0);

    private final RecordingFormat format;
    private final Seeds seeds;
    private final Scratch scratch = Scratch.create();

    private interface Seeds {
        List<byte[]> read() throws IOException;
    }

    private RecordingTarget(RecordingFormat format, Seeds seeds) {
        this.format = format;
        this.seeds = seeds;
    }

    static RecordingTarget qemuLog() {
        return new RecordingTarget(new QemuLogFormat(), () -> cuts("qemu.log", "bugs-612", "blk-bypass-612"));
    }

    static RecordingTarget kernelLog() {
        return new RecordingTarget(new KernelLogFormat(), () -> cuts("dmesg.txt", "bugs-612", "blk-viommu-73"));
    }

    static RecordingTarget simpleTrace() {
        return new RecordingTarget(new SimpleTraceFormat(), RecordingTarget::simpleTraces);
    }

    static RecordingTarget ftraceText() {
        return new RecordingTarget(new FtraceTextFormat(), () -> {
            List<byte[]> texts = new ArrayList<>();
            for (String text : List.of(
                    "ftrace-text/trace.txt.gz",
                    "ftrace-text/trace-cmd-report-R-l-t.txt.gz",
                    "ftrace-text/trace-latency-format.txt",
                    "ftrace-text/trace-no-irq-info.txt",
                    "ftrace-text/trace-tgid.txt",
                    "ftrace-text/trace_pipe-tsc.txt",
                    "perf-data/plain.script-ns.txt.gz",
                    "perf-data/lost.script-ns.txt.gz",
                    "perf-data/plain.script-pid-tid.txt.gz",
                    "stacks/trace.txt.gz",
                    "stacks/perf-script.txt.gz",
                    "stacks/bugs-stacks-612.report.txt.gz")) {
                texts.addAll(cut(TestResource.read(text)));
            }
            return texts;
        });
    }

    static RecordingTarget perfData() {
        return new RecordingTarget(
                new PerfDataFormat(),
                () -> List.of(
                        TestResource.read("perf-data/plain.perf.data.gz"),
                        TestResource.read("perf-data/lost.perf.data.gz"),
                        TestResource.read("perf-data/pipe.perf.data.gz"),
                        TestResource.read("perf-data/zstd.perf.data.gz"),
                        TestResource.read("stacks/dma.perf.data.gz")));
    }

    @Override
    public boolean read(byte[] input) throws IOException {
        format.recognises(
                input.length > RecordingFormat.HEAD_BYTES ? Arrays.copyOf(input, RecordingFormat.HEAD_BYTES) : input);
        Path file = scratch.write("recording", input);
        try (Recording recording = format.open(file, ON_THIS_THREAD)) {
            return DiscardedImport.run(recording) > 0;
        }
    }

    @Override
    public List<byte[]> seeds() throws IOException {
        return seeds.read();
    }

    private static List<byte[]> cuts(String log, String... recordings) throws IOException {
        List<byte[]> cuts = new ArrayList<>();
        for (String recording : recordings) {
            cuts.addAll(cut(Files.readAllBytes(
                    ShippedRecordings.locate().folder(recording).resolve(log))));
        }
        return cuts;
    }

    /// Pieces of a text, evenly spread, each of whole lines.
    private static List<byte[]> cut(byte[] text) {
        List<byte[]> pieces = new ArrayList<>();
        int step = Math.max(CUT_BYTES, text.length / CUTS);
        for (int begin = 0; begin < text.length; begin += step) {
            int from = begin == 0 ? 0 : after(text, begin);
            pieces.add(Arrays.copyOfRange(text, from, Math.max(from, after(text, from + CUT_BYTES))));
        }
        return pieces;
    }

    /// Where the line after the one at an offset begins.
    private static int after(byte[] text, int offset) {
        int at = Math.min(offset, text.length);
        while (at < text.length && text[at - 1] != '\n') {
            at++;
        }
        return at;
    }

    private static List<byte[]> simpleTraces() {
        List<byte[]> traces = new ArrayList<>();
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            traces.add(new SimpleTraceBuilder(order, 4)
                    .name(0, "virtio_iommu_translate")
                    .name(1, "virtio_iommu_translate_out")
                    .name(2, "vtd_dmar_translate")
                    .name(3, "vtd_dmar_fault")
                    .name(9, "virtqueue_fill")
                    .name(10, "virtqueue_flush")
                    .event(0, 100, "mr of 16", 16, 0xffffd002L, 2)
                    .event(1, 110, 0xffffd002L, 0x6279002L, 16)
                    .event(2, 120, 0, 2, 3, 0x1000, 0x2000, 0xfffL)
                    .event(3, 121, 16, 5, 0xffff0000L, 1)
                    .event(0xfffffffffffffffeL, 125, 7)
                    .event(9, 130, 0x7f9cfc44d010L, 0x563c2210cec0L, 513, 0)
                    .event(10, 131, 0x7f9cfc44d010L, 1)
                    .toBytes());
        }
        traces.add("not a trace".getBytes(StandardCharsets.US_ASCII));
        return traces;
    }
}
