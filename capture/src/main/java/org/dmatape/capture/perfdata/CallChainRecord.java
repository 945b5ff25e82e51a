// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.perfdata;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dmatape.capture.eventformat.EventField;
import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.eventformat.FieldKind;

/// The call chain of a sample as a record behind that of its tracepoint, as ftrace has it:
///
/// ```
///   0   common fields, those of the tracepoint with another type
///   8   u64 caller[]   the kernel's addresses, the innermost first
/// ```
///
/// A chain says in between what follows: words from PERF_CONTEXT_MAX up (include/uapi/linux/perf_event.h).
final class CallChainRecord {

    /// PERF_CONTEXT_KERNEL.
    private static final long KERNEL = -128;
    /// PERF_CONTEXT_MAX: the lowest word that is no address.
    private static final long LOWEST_CONTEXT = -4095;

    private static final int HEADER_BYTES = 8;
    private static final int MOST_FRAMES = 127;
    private static final int HIGHEST_ID = (1 << Short.SIZE) - 1;

    private final PerfFile file;
    private final int id;
    private final byte[] bytes = new byte[HEADER_BYTES + MOST_FRAMES * Long.BYTES];
    private final MemorySegment memory = MemorySegment.ofArray(bytes);
    private int sizeBytes;

    CallChainRecord(PerfFile file, EventFormat format) {
        this.file = file;
        this.id = format.id();
    }

    /// The layout of such records; empty when samples have no call chains.
    static Optional<EventFormat> formatOf(PerfMetadata metadata) {
        if (!metadata.attributes().hasCallChains()) {
            return Optional.empty();
        }
        Map<Integer, EventFormat> taken =
                metadata.tracing().map(tracing -> tracing.formats()).orElse(Map.of());
        int free = HIGHEST_ID;
        while (free > 0 && taken.containsKey(free)) {
            free--;
        }
        EventField frames =
                new EventField("caller", "u64[]", HEADER_BYTES, 0, false, FieldKind.FIXED_ARRAY, Long.BYTES);
        return Optional.of(new EventFormat(free, "ftrace", "kernel_stack", List.of(frames), ""));
    }

    /// Makes the record of a sample that was read.
    ///
    /// @return false when the chain has no address in the kernel
    boolean read(MemorySegment from, SampleReader sample) {
        if (sample.rawBytes() < HEADER_BYTES) {
            return false;
        }
        MemorySegment.copy(from, sample.rawOffset(), memory, 0, HEADER_BYTES);
        memory.set(ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(file.order()), 0, (short) id);
        sizeBytes = HEADER_BYTES;
        boolean isKernel = false;
        for (int i = 0; i < sample.chainWords() && sizeBytes < bytes.length; i++) {
            long offset = sample.chainOffset() + (long) i * Long.BYTES;
            long word = file.int64(from, offset);
            if (Long.compareUnsigned(word, LOWEST_CONTEXT) >= 0) {
                isKernel = word == KERNEL;
            } else if (isKernel) {
                MemorySegment.copy(from, offset, memory, sizeBytes, Long.BYTES);
                sizeBytes += Long.BYTES;
            }
        }
        return sizeBytes > HEADER_BYTES;
    }

    MemorySegment memory() {
        return memory;
    }

    int sizeBytes() {
        return sizeBytes;
    }
}
