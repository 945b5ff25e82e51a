// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.kernellog;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Recognises the lines by which the kernel says that faults are missing from its log.
///
/// ```
///   dmar_fault: 58 callbacks suppressed                 that many faults were not printed
///   DMAR: DRHD: handling fault status reg 3             bit 0: the IOMMU had no room to record more faults
///   arm-smmu-v3 9050000.smmuv3: EVTQ overflow detected -- events lost
///   AMD-Vi: IOMMU Event log restarting                  the event log had overflowed
///   ** 12 printk messages dropped **                    nobody knows what they said
/// ```
/// Sources: lib/ratelimit.c; drivers/iommu/intel/dmar.c; arm-smmu-v3.c; amd/init.c; printk/printk.c.
final class LossLines {

    private static final int HEX = 16;
    private static final long VTD_OVERFLOW = 1;
    private static final long UNCOUNTED = -1;
    private static final Pattern SUPPRESSED = Pattern.compile(
            "^(?:\\S+: )*(\\w*(?:dmar|iommu|smmu)\\w*|\\w*io_?page_?fault\\w*): (\\d{1,18}) callbacks suppressed");
    private static final Pattern VTD_STATUS = Pattern.compile("handling fault status reg ([0-9a-f]{1,8})$");

    private static final Pattern DROPPED = Pattern.compile("^\\*\\* (\\d{1,18}) printk messages dropped \\*\\*");

    private LossLines() {}

    /// The line by which the kernel says that messages are missing.
    static String dropped(long messages) {
        return "** " + messages + " printk messages dropped **";
    }

    /// How many faults a message says are missing, -1 when it does not count them; empty for other messages.
    static OptionalLong of(String message) {
        if (message.contains("callbacks suppressed")) {
            Matcher suppressed = SUPPRESSED.matcher(message);
            return suppressed.find() ? OptionalLong.of(Long.parseLong(suppressed.group(2))) : OptionalLong.empty();
        }
        if (message.contains("handling fault status reg")) {
            Matcher status = VTD_STATUS.matcher(message);
            boolean overflow = status.find() && (Long.parseLong(status.group(1), HEX) & VTD_OVERFLOW) != 0;
            return overflow ? OptionalLong.of(UNCOUNTED) : OptionalLong.empty();
        }
        if (message.contains("printk messages dropped")) {
            return DROPPED.matcher(message).find() ? OptionalLong.of(UNCOUNTED) : OptionalLong.empty();
        }
        boolean overflow = message.contains("EVTQ overflow detected") || message.contains("IOMMU Event log restarting");
        return overflow ? OptionalLong.of(UNCOUNTED) : OptionalLong.empty();
    }
}
