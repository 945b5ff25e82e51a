// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.host;

/// A record of the kernel's log, as `/dev/kmsg` gives it:
///
/// ```
///   6,339,5140900,-;DMAR: IOMMU enabled
///    SUBSYSTEM=pci
/// ```
/// Level and facility, sequence number, microseconds since boot and flags stand before the text; further lines begin
/// with a space.
///
/// Source: Documentation/ABI/testing/dev-kmsg.
///
/// @param sequence number, one more for each record
/// @param sinceBootNs when, on the clock of the kernel's log (near CLOCK_MONOTONIC)
/// @param text the line
public record KernelLogRecord(long sequence, long sinceBootNs, String text) {

    private static final int HEADER_FIELDS = 3;
    private static final int SEQUENCE = 1;
    private static final int MICROSECONDS = 2;
    private static final long NS_PER_MICROSECOND = 1_000;

    /// Parses what one read of `/dev/kmsg` returned.
    ///
    /// @throws IllegalArgumentException when it is none
    static KernelLogRecord parse(String record) {
        int semicolon = record.indexOf(';');
        String[] header = record.substring(0, Math.max(semicolon, 0)).split(",", -1);
        if (header.length < HEADER_FIELDS) {
            throw new IllegalArgumentException("no kernel log record: " + record);
        }
        int end = record.indexOf('\n', semicolon);
        return new KernelLogRecord(
                Long.parseLong(header[SEQUENCE]),
                Long.parseLong(header[MICROSECONDS]) * NS_PER_MICROSECOND,
                record.substring(semicolon + 1, end < 0 ? record.length() : end));
    }

    /// As `dmesg` writes it, which the importer reads.
    public String line() {
        return line(text, 0);
    }

    /// Another text in its place, with a time of another clock.
    ///
    /// @param offsetNs added to the record's time
    public String line(String message, long offsetNs) {
        long microseconds = Math.max(0, sinceBootNs + offsetNs) / NS_PER_MICROSECOND;
        return "[" + padded(microseconds / 1_000_000, 5, " ") + "." + padded(microseconds % 1_000_000, 6, "0") + "] "
                + message;
    }

    /// Not by a format: a log has thousands of lines.
    private static String padded(long number, int width, String filler) {
        String digits = Long.toString(number);
        return filler.repeat(Math.max(0, width - digits.length())) + digits;
    }
}
