// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.kernellog;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.dmatape.capture.recording.OpenOptions;
import org.dmatape.capture.recording.Recording;
import org.dmatape.capture.recording.RecordingFormat;
import org.dmatape.capture.recording.RecordingRole;
import org.dmatape.capture.synthetic.LineTimes;

/// The kernel's log, as dmesg and journalctl print it. A file is one when most of its first lines are a kernel's.
public final class KernelLogFormat implements RecordingFormat {

    private static final int LINES_LOOKED_AT = 50;
    private static final int LONGEST_LINE = 400;
    /// How the messages of drivers of IOMMUs begin.
    private static final Pattern IOMMU = Pattern.compile("(?:DMAR|AMD-Vi|dmar_fault|iommu|virtio_iommu|arm-smmu)\\b");

    @Override
    public String name() {
        return KernelLogRecording.KIND;
    }

    @Override
    public RecordingRole role() {
        return RecordingRole.KERNEL_LOG;
    }

    @Override
    public boolean recognises(byte[] head) {
        List<String> lines = firstLines(head);
        MessagePrefix prefix = new MessagePrefix();
        long ofKernel = lines.stream().filter(prefix::read).count();
        return ofKernel > 0 ? 2 * ofKernel >= lines.size() : isWithoutTimes(lines);
    }

    /// Whether the lines are a kernel's without times before them (`dmesg -t`): its first, or mostly an IOMMU's.
    private static boolean isWithoutTimes(List<String> lines) {
        long ofIommu =
                lines.stream().filter(line -> IOMMU.matcher(line).lookingAt()).count();
        return !lines.isEmpty() && (lines.getFirst().startsWith("Linux version ") || 2 * ofIommu >= lines.size());
    }

    @Override
    public boolean mayBeCompressed() {
        return true;
    }

    @Override
    public Recording open(Path file, OpenOptions options) {
        return KernelLogRecording.open(file, options);
    }

    /// Whether the first lines have usable times.
    static boolean isStamped(byte[] head) {
        MessagePrefix prefix = new MessagePrefix();
        return firstLines(head).stream().anyMatch(line -> prefix.read(line) && prefix.tsNs() != LineTimes.NO_TIME);
    }

    private static List<String> firstLines(byte[] head) {
        return new String(head, StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> !line.isBlank())
                .limit(LINES_LOOKED_AT)
                .map(line -> line.substring(0, Math.min(LONGEST_LINE, line.length())))
                .toList();
    }
}
