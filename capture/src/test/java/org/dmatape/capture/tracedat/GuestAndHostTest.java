// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.dmatape.capture.importing.ImportProgress;
import org.dmatape.capture.importing.ImportRequest;
import org.dmatape.capture.importing.ImportSummary;
import org.dmatape.capture.importing.TapeImporter;
import org.dmatape.format.manifest.ClockInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The pair of files that trace-cmd makes of a host and its guest: the guest's has samples of its clock against the
/// host's, and the identity of the host's file.
final class GuestAndHostTest {

    private static final int PAGE_BYTES = 4096;
    private static final long FIRST_NS = 1_000_000_000;
    private static final long HOST_IS_AHEAD_NS = 7_000_000_000L;
    private static final long HOST_ID = 0x4711;

    @TempDir
    private Path folder;

    @Test
    void theGuestsTimesAreThoseOfTheHost() {
        ImportSummary summary = importBoth(host(HOST_ID), guest(HOST_ID));

        assertThat(summary.manifest().clocks()).extracting(ClockInfo::method).containsExactly("same", "file");
        assertThat(summary.manifest().host())
                .containsEntry("first_ts_ns", Long.toString(FIRST_NS + HOST_IS_AHEAD_NS))
                .containsEntry("last_ts_ns", Long.toString(lastNs() + HOST_IS_AHEAD_NS));
    }

    @Test
    void ofAnotherHostNothingIsKnown() {
        ImportSummary summary = importBoth(host(HOST_ID + 1), guest(HOST_ID));

        assertThat(summary.manifest().clocks()).extracting(ClockInfo::method).containsExactly("same", "unknown");
    }

    private ImportSummary importBoth(Path host, Path guest) {
        return TapeImporter.run(
                ImportRequest.of(List.of(host, guest), folder.resolve("both.tape")), ImportProgress.NONE);
    }

    private Path host(long id) {
        byte[] identity = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(id)
                .array();
        return ticks(FIRST_NS + HOST_IS_AHEAD_NS)
                .option(OptionId.TRACE_ID, identity)
                .write(folder.resolve("host.dat"));
    }

    private Path guest(long peer) {
        ByteBuffer shift = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
        shift.putLong(peer).putInt(1).putInt(1);
        shift.putInt(2)
                .putLong(FIRST_NS)
                .putLong(lastNs())
                .putLong(HOST_IS_AHEAD_NS)
                .putLong(HOST_IS_AHEAD_NS);
        shift.putLong(1).putLong(1).putLong(0).putLong(0);
        return ticks(FIRST_NS)
                .option(OptionId.TIME_SHIFT, Arrays.copyOf(shift.array(), shift.position()))
                .write(folder.resolve("guest.dat"));
    }

    private static TraceDatBuilder ticks(long firstNs) {
        return TraceDatBuilder.version7()
                .buffer("", PAGE_BYTES, Map.of(0, Ticks.ofSize(PAGE_BYTES).pages(1, firstNs)));
    }

    private static long lastNs() {
        return FIRST_NS + (Ticks.EVENTS_PER_PAGE - 1) * Ticks.STEP_NS;
    }
}
