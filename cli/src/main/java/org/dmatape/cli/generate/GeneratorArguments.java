// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.generate;

import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dmatape.cli.session.UsageException;
import org.dmatape.samples.generate.BugKind;
import org.dmatape.samples.generate.DeviceCounts;
import org.dmatape.samples.generate.DeviceLog;
import org.dmatape.samples.generate.GeneratorOptions;
import org.dmatape.samples.generate.IommuMode;
import org.dmatape.samples.generate.KernelFlavour;
import org.dmatape.samples.generate.Latency;
import org.dmatape.samples.generate.RareEntry;
import org.dmatape.samples.generate.RecordingShape;
import org.dmatape.samples.generate.TraceClock;
import org.dmatape.samples.generate.TraceCompression;
import org.dmatape.samples.generate.WordLayout;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What to generate, as the command line has it.
public final class GeneratorArguments {

    @Option(names = "--events", required = true, paramLabel = "N", description = "Events to write, at least.")
    private long events;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Same seed and options, same file (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--bug",
            paramLabel = "NAME=COUNT[,...]",
            description = "Commit this bug so often; may be repeated. Names are those of the checks, double-unmap and"
                    + " never-mapped; with --device-log also device-after-unmap, device-never-mapped,"
                    + " device-beyond-end, device-write and device-read.")
    private List<String> bugs = new ArrayList<>();

    @Option(
            names = "--iommu",
            paramLabel = "MODE",
            description = "strict, lazy, swiotlb, direct or bypass (default: strict).")
    private IommuMode iommu = IommuMode.STRICT;

    @Option(names = "--kernel", paramLabel = "VERSION", description = "6.1, 6.12-early, 6.12 or 7.3 (default: 6.12).")
    private KernelFlavour kernel = KernelFlavour.V6_12;

    @Option(names = "--cpus", paramLabel = "N", description = "1 to 64 (default: ${DEFAULT-VALUE}).")
    private int cpus = 4;

    @Option(names = "--block", paramLabel = "N", description = "virtio block devices (default: ${DEFAULT-VALUE}).")
    private int block = 2;

    @Option(names = "--network", paramLabel = "N", description = "virtio network devices (default: ${DEFAULT-VALUE}).")
    private int network = 1;

    @Option(names = "--nvme", paramLabel = "N", description = "NVMe controllers (default: ${DEFAULT-VALUE}).")
    private int nvme = 1;

    @Option(names = "--queues", paramLabel = "N", description = "Queues of a device (default: ${DEFAULT-VALUE}).")
    private int queues = 2;

    @Option(names = "--no-probes", description = "Without virtqueue and mapping probes: tracepoints only.")
    private boolean noProbes;

    @Option(names = "--no-oddities", description = "Without the legal behaviour that looks like bugs.")
    private boolean noOddities;

    @Option(names = "--file-version", paramLabel = "V", description = "6 or 7 (default: ${DEFAULT-VALUE}).")
    private int fileVersion = 7;

    @Option(
            names = "--compression",
            paramLabel = "KIND",
            description = "none, zlib or zstd, of a version 7 file (default: zstd).")
    private @Nullable TraceCompression compression;

    @Option(
            names = "--sub-buffer",
            paramLabel = "BYTES",
            description = "Size of a page of the ring (default: ${DEFAULT-VALUE}).")
    private int subBufferBytes = 4096;

    @Option(names = "--big-endian", description = "Of a big-endian machine.")
    private boolean bigEndian;

    @Option(names = "--32-bit", description = "Of a 32-bit kernel.")
    private boolean narrow;

    @Option(names = "--clock", paramLabel = "CLOCK", description = "mono or x86-tsc (default: mono).")
    private TraceClock clock = TraceClock.MONO;

    @Option(
            names = "--tick",
            paramLabel = "NS",
            description = "Times are multiples of this: above 1, equal times are common (default: ${DEFAULT-VALUE}).")
    private int tickNs = 1;

    @Option(names = "--instances", paramLabel = "N", description = "Extra buffers, 0 to 4 (default: ${DEFAULT-VALUE}).")
    private int instances;

    @Option(
            names = "--losses",
            paramLabel = "N",
            description = "How often a CPU loses events (default: ${DEFAULT-VALUE}).")
    private int losses;

    @Option(names = "--rare-entries", description = "With discarded entries, absolute time stamps and long idle times.")
    private boolean rareEntries;

    @Option(
            names = "--device-log",
            paramLabel = "FILE",
            description = "Also write the log of the device's side, as QEMU 7.2 does; replaced when it exists.")
    private @Nullable Path deviceLog;

    @Option(
            names = "--device-offset",
            paramLabel = "NS",
            description = "What the device's clock shows when the driver's is at zero (default: ${DEFAULT-VALUE}).")
    private long deviceOffsetNs = DeviceLog.WALL_CLOCK_OFFSET_NS;

    @Option(
            names = "--device-drift",
            paramLabel = "PPM",
            description =
                    "Microseconds the device's clock gains in a second, -1000 to 1000 (default: ${DEFAULT-VALUE}).")
    private int deviceDriftPpm;

    @Option(
            names = "--machine",
            paramLabel = "SEED",
            description = "Recordings with the same machine differ as runs on it do; without it every seed is another"
                    + " machine.")
    private @Nullable Long machine;

    @Option(
            names = "--map-tail",
            paramLabel = "PERCENT",
            description = "How much longer the slowest twentieth of mappings take (default: ${DEFAULT-VALUE}).")
    private int mapTailPercent;

    /// The options the generator takes.
    ///
    /// @throws UsageException when they contradict one another
    public GeneratorOptions options() {
        try {
            return base().withCpus(cpus)
                    .withDevices(new DeviceCounts(block, network, nvme, queues))
                    .withProbes(!noProbes)
                    .withIommuMode(iommu)
                    .withKernel(kernel)
                    .withOddities(!noOddities)
                    .withBugs(bugCounts())
                    .withShape(shape())
                    .withLatency(new Latency(Optional.ofNullable(machine), mapTailPercent));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private GeneratorOptions base() {
        GeneratorOptions base = GeneratorOptions.of(events, seed);
        return deviceLog == null ? base : base.withDeviceLog(new DeviceLog(deviceLog, deviceOffsetNs, deviceDriftPpm));
    }

    private Map<BugKind, Integer> bugCounts() {
        Map<BugKind, Integer> counts = new EnumMap<>(BugKind.class);
        bugs.forEach(text -> counts.putAll(BugKind.parseCounts(text)));
        return counts;
    }

    private RecordingShape shape() {
        ByteOrder byteOrder = bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        return RecordingShape.defaults()
                .withFile(fileVersion, fileCompression())
                .withSubBufferBytes(subBufferBytes)
                .withWords(WordLayout.of(byteOrder, narrow ? Integer.BYTES : Long.BYTES))
                .withClock(clock, tickNs)
                .withInstances(instances)
                .withLossSpans(losses)
                .withRareEntries(rareEntries ? EnumSet.allOf(RareEntry.class) : Set.of());
    }

    private TraceCompression fileCompression() {
        if (compression != null) {
            return compression;
        }
        return fileVersion == 7 ? TraceCompression.ZSTD : TraceCompression.NONE;
    }
}
