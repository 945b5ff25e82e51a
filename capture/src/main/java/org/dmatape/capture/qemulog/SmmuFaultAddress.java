// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.qemulog;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Joins the two lines by which QEMU tells of a fault of an SMMUv3: the address, which it logs without a time as a
/// mistake of the guest (`-d guest_errors`), and the event behind it.
///
/// ```
///   smmuv3-iommu-memory-region-24-3 translation failed for iova=0xfffb000 (SMMU_EVT_F_TRANSLATION)
///   4711@1795407258.087496:smmuv3_record_event SMMU_EVT_F_TRANSLATION sid=0x18
/// ```
/// Lines of other threads may come in between. Belongs to one thread.
///
/// Source: smmuv3_translate() in hw/arm/smmuv3.c of 7.2 and 10.0.
final class SmmuFaultAddress {

    private static final byte[] REGION = ascii("smmuv3-iommu-memory-region-");
    private static final byte[] FAILED = ascii(" translation failed for iova=0x");
    private static final byte[] EVENT = ascii("smmuv3_record_event");
    /// How the event's pattern with an address goes on behind the arguments that QEMU prints.
    private static final byte[] IOVA = ascii(" iova=0x");

    /// What [#complete] leaves free at the end: arguments are compared in words.
    static final int PADDING_BYTES = Long.BYTES;

    private static final byte[] NOT_TOLD = {};

    /// Hexadecimal digits of the address that the next event belongs to.
    private byte[] address = NOT_TOLD;

    /// Reads a line without a time.
    ///
    /// @return whether it tells the address of a fault
    boolean read(byte[] line, int from, int to) {
        if (!isAt(REGION, line, from, to)) {
            return false;
        }
        int at = from + REGION.length;
        while (at < to && !isAt(FAILED, line, at, to)) {
            at++;
        }
        int digits = at + FAILED.length;
        int end = digits;
        while (end < to && line[end] != ' ' && line[end] != '(') {
            end++;
        }
        if (end == digits || end > to) {
            return false;
        }
        address = Arrays.copyOfRange(line, digits, end);
        return true;
    }

    /// Whether an address is known that belongs to the event of that name.
    boolean belongsTo(byte[] line, int nameFrom, int nameTo) {
        return address.length > 0 && nameTo - nameFrom == EVENT.length && isAt(EVENT, line, nameFrom, nameTo);
    }

    /// The event's arguments with the address behind them, which is then no longer known.
    ///
    /// @return the arguments and [#PADDING_BYTES]
    byte[] complete(byte[] line, int argumentsFrom, int to) {
        int end = to - argumentsFrom;
        byte[] arguments = new byte[end + IOVA.length + address.length + PADDING_BYTES];
        System.arraycopy(line, argumentsFrom, arguments, 0, end);
        System.arraycopy(IOVA, 0, arguments, end, IOVA.length);
        System.arraycopy(address, 0, arguments, end + IOVA.length, address.length);
        forget();
        return arguments;
    }

    /// What follows is not what followed the line with the address.
    void forget() {
        address = NOT_TOLD;
    }

    private static boolean isAt(byte[] expected, byte[] line, int at, int to) {
        return to - at >= expected.length
                && Arrays.equals(expected, 0, expected.length, line, at, at + expected.length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
