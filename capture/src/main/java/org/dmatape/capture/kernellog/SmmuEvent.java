// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.kernellog;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dmatape.capture.kernellog.KernelFault.Access;

/// Collects an event of an SMMUv3, which its driver prints as it came from the hardware: a line with its number, then a
/// line for each of its four words. What newer kernels print in words behind that adds nothing.
///
/// ```
///   arm-smmu-v3 9050000.smmuv3: event 0x10 received:
///   arm-smmu-v3 9050000.smmuv3:     0x0000002800000010    word 0: stream id in bits 63:32, event in bits 7:0
///   arm-smmu-v3 9050000.smmuv3:     0x0000020800000000    word 1: read (1) or write (0) in bit 35
///   arm-smmu-v3 9050000.smmuv3:     0x00000000fffb0000    word 2: address
///   arm-smmu-v3 9050000.smmuv3:     0x0000000000000000    word 3
/// ```
/// Sources: Arm IHI 0070 7.3; drivers/iommu/arm/arm-smmu-v3/arm-smmu-v3.c (arm_smmu_evtq_thread).
final class SmmuEvent {

    private static final int WORDS = 3;
    private static final int HEX = 16;
    private static final int STREAM_SHIFT = 32;
    private static final long EVENT_MASK = 0xff;
    private static final long READ_BIT = 1L << 35;
    private static final Pattern BEGIN = Pattern.compile("arm-smmu-v3 (\\S+): event 0x[0-9a-f]+ received:");
    private static final Pattern WORD = Pattern.compile("arm-smmu-v3 (\\S+):\\s+0x([0-9a-f]{16})$");

    private final long[] words = new long[WORDS];
    private String unit = "";
    private int count = WORDS;

    /// Takes in the next message.
    ///
    /// @return the fault, when the message completes one
    Optional<KernelFault> take(String message) {
        if (!message.contains("arm-smmu-v3")) {
            return Optional.empty();
        }
        Matcher begin = BEGIN.matcher(message);
        if (begin.find()) {
            unit = begin.group(1);
            count = 0;
            return Optional.empty();
        }
        Matcher word = WORD.matcher(message);
        if (count == WORDS || !word.find() || !word.group(1).equals(unit)) {
            return Optional.empty();
        }
        words[count] = Long.parseUnsignedLong(word.group(2), HEX);
        count++;
        return count == WORDS ? Optional.of(fault()) : Optional.empty();
    }

    private KernelFault fault() {
        int event = (int) (words[0] & EVENT_MASK);
        return switch (event) {
            case 0x10, 0x11, 0x12, 0x13 ->
                new KernelFault(
                        OptionalLong.of(words[0] >>> STREAM_SHIFT),
                        OptionalLong.of(words[2]),
                        (words[1] & READ_BIT) != 0 ? Access.READ : Access.WRITE,
                        nameOf(event));
            default ->
                new KernelFault(
                        OptionalLong.of(words[0] >>> STREAM_SHIFT),
                        OptionalLong.empty(),
                        Access.UNKNOWN,
                        nameOf(event));
        };
    }

    private static String nameOf(int event) {
        return switch (event) {
            case 0x02 -> "C_BAD_STREAMID";
            case 0x03 -> "F_STE_FETCH";
            case 0x04 -> "C_BAD_STE";
            case 0x06 -> "F_STREAM_DISABLED";
            case 0x09 -> "F_CD_FETCH";
            case 0x0a -> "C_BAD_CD";
            case 0x10 -> "F_TRANSLATION";
            case 0x11 -> "F_ADDR_SIZE";
            case 0x12 -> "F_ACCESS";
            case 0x13 -> "F_PERMISSION";
            default -> String.format("event 0x%02x", event);
        };
    }
}
