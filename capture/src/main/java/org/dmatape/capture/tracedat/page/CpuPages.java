// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat.page;

import java.lang.foreign.MemorySegment;
import org.dmatape.capture.recording.ByteOrigin;
import org.dmatape.capture.ringbuffer.PageWalker;
import org.dmatape.capture.ringbuffer.WalkedEvents;
import org.dmatape.capture.tracedat.clock.ClockCorrection;

/// How to read the pages of one CPU, wherever they come from.
///
/// @param cpu number of the CPU
/// @param walker walks a page
/// @param subBufferBytes bytes of a page
/// @param correction what is to be done to time stamps
/// @param blockBytes bytes of pages a block should have
public record CpuPages(int cpu, PageWalker walker, int subBufferBytes, ClockCorrection correction, int blockBytes) {

    /// Walks the whole pages between two positions.
    ///
    /// @return where the first page that is not whole begins
    int walkWhole(MemorySegment memory, int begin, int end, WalkedEvents events, ByteOrigin origin) {
        int page = begin;
        while (end - page >= subBufferBytes) {
            walker.walk(memory, page, subBufferBytes, events, origin);
            page += subBufferBytes;
        }
        return page;
    }

    /// Walks a last page of which the end, which is not used, was not recorded.
    void walkRest(MemorySegment memory, int begin, int end, WalkedEvents events, ByteOrigin origin) {
        if (begin < end) {
            walker.walk(memory, begin, end - begin, events, origin);
        }
    }

    void correct(WalkedEvents events) {
        correction.apply(cpu, events.timestamps(), events.count());
    }
}
