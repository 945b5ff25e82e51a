// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.stack;

import java.util.List;
import java.util.Optional;
import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.eventformat.FieldKind;
import org.dmatape.capture.internal.correlate.ExecutionContext;
import org.dmatape.capture.internal.decode.EventHandler;
import org.dmatape.capture.internal.decode.FieldReader;
import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.capture.internal.rows.StackRows;
import org.dmatape.capture.recording.KernelFunctions.Extent;
import org.dmatape.capture.recording.KernelSymbols;

/// Call stacks as the kernel records them behind the event they are of (struct stack_entry,
/// kernel/trace/trace_entries.h):
///
/// ```
///   0   common fields
///   8   s32 size            frames; absent before 3.0, where 0 or all ones end a shorter stack
///  16   long caller[size]   return addresses, the innermost first (at 12 on 32-bit kernels)
/// ```
///
/// The event comes first and its stack after it, in the same context; interrupts may record theirs in between.
public final class KernelStackHandler implements EventHandler {

    /// Frames that are kept, those nearest to the event. The kernel records up to a thousand.
    private static final int MOST_FRAMES = 64;

    private final StackRows rows;
    private final KernelSymbols symbols;
    private final FieldReader size;
    private final int begin;
    private final int longBytes;
    private final long allOnes;
    private final long[] frames = new long[MOST_FRAMES];
    private final StackIds ids;
    private boolean knowsInterruptEntries;
    /// Begins and ends of the functions through which interrupts enter the kernel, in ascending order.
    private long[] interruptEntries = new long[0];

    private KernelStackHandler(EventFormat format, int begin, int longBytes, StackRows rows, KernelSymbols symbols) {
        this.rows = rows;
        this.symbols = symbols;
        this.ids = new StackIds(rows, new StackNamer(symbols)::name);
        this.size = FieldReader.of(format, "size");
        this.begin = begin;
        this.longBytes = longBytes;
        this.allOnes = -1L >>> (Long.SIZE - Byte.SIZE * longBytes);
    }

    /// The handler, where events of this format are call stacks.
    ///
    /// @param longBytes bytes of a kernel long
    public static Optional<EventHandler> of(EventFormat format, int longBytes, StackRows rows, KernelSymbols symbols) {
        if (!format.system().equals("ftrace") || !format.name().equals("kernel_stack")) {
            return Optional.empty();
        }
        Optional<EventHandler> ofText = format.field("frames").map(field -> new TextStackHandler(field, rows));
        Optional<EventHandler> ofAddresses = format.field("caller")
                .filter(field -> field.kind() == FieldKind.FIXED_ARRAY)
                .map(field -> new KernelStackHandler(format, field.offset(), longBytes, rows, symbols));
        return ofText.or(() -> ofAddresses);
    }

    @Override
    public void handle(EventCursor event, ExecutionContext context) {
        long owner = context.takeStackOwner();
        if (owner == ExecutionContext.NOBODY) {
            return;
        }
        if (!knowsInterruptEntries) {
            learnInterruptEntries();
        }
        int count = read(event);
        if (count > 0) {
            rows.attach(owner, ids.of(frames, count));
        }
    }

    /// Reads the frames.
    ///
    /// @return how many there are
    private int read(EventCursor event) {
        long wanted = size.isIn(event) ? size.read(event) : MOST_FRAMES;
        int count = 0;
        while (count < Math.min(wanted, MOST_FRAMES) && event.holds(begin + count * longBytes, longBytes)) {
            long address = event.unsigned(begin + count * longBytes, longBytes);
            if (address == 0 || address == allOnes) {
                break;
            }
            frames[count] = address;
            count++;
            if (isInterruptEntry(address)) {
                break; // what was interrupted called nothing of this
            }
        }
        return count;
    }

    /// No module has any.
    private void learnInterruptEntries() {
        knowsInterruptEntries = true;
        List<Extent> entries = symbols.functions().extents(FrameRules::isInterruptEntry);
        interruptEntries = entries.stream()
                .flatMap(extent -> List.of(extent.begin(), extent.end()).stream())
                .mapToLong(Long::longValue)
                .toArray();
    }

    private boolean isInterruptEntry(long address) {
        int last = interruptEntries.length - 1;
        if (last < 0
                || Long.compareUnsigned(address, interruptEntries[0]) <= 0
                || Long.compareUnsigned(address, interruptEntries[last]) > 0) {
            return false;
        }
        for (int i = 0; i < last; i += 2) {
            boolean isIn = Long.compareUnsigned(address, interruptEntries[i]) > 0
                    && Long.compareUnsigned(address, interruptEntries[i + 1]) <= 0;
            if (isIn) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String interpretation() {
        return "event_stack";
    }
}
