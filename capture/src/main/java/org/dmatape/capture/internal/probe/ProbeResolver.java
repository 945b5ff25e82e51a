// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.probe;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.internal.correlate.TracedFunction;
import org.dmatape.capture.internal.decode.FieldReader;
import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.capture.recording.KernelSymbols;

/// Finds out which kernel function a dynamic event is about: from the address in its first record, or, where
/// addresses were hidden from the recorder, from the name of the event.
public final class ProbeResolver {

    /// Field of an entry event: where the probe sits.
    private static final String PROBE_IP = "__probe_ip";
    /// Field of a return event: the function that returned.
    private static final String PROBE_FUNCTION = "__probe_func";
    /// A probe sits at the function's first byte, or behind a landing pad and the tracer's call site.
    private static final long MOST_BYTES_INTO_FUNCTION = 16;

    private final List<KernelSymbols.Symbol> symbols;

    /// Resolves against the recorded symbol table.
    public ProbeResolver(KernelSymbols symbols) {
        this.symbols = symbols.find(TracedFunction.allSymbols());
    }

    /// Whether events of this format come from a probe on a function's entry or return.
    public static boolean isProbe(EventFormat format) {
        return isReturn(format) || format.field(PROBE_IP).isPresent();
    }

    /// Whether they come from a return.
    public static boolean isReturn(EventFormat format) {
        return format.field(PROBE_FUNCTION).isPresent();
    }

    /// The function an event is about; empty for one that is none of ours.
    public Optional<TracedFunction> resolve(EventFormat format, EventCursor event) {
        if (symbols.isEmpty()) {
            return byName(format.name());
        }
        long address = FieldReader.of(format, PROBE_FUNCTION, PROBE_IP).read(event);
        boolean isInProgram = address > 0 && symbols.getLast().address() < 0;
        if (isInProgram) {
            return byName(format.name()); // a uprobe: its name says what a program's function stands for
        }
        Optional<TracedFunction> found = Optional.empty();
        for (KernelSymbols.Symbol symbol : symbols) {
            long into = address - symbol.address();
            if (into >= 0 && into < MOST_BYTES_INTO_FUNCTION) {
                found = TracedFunction.ofSymbol(symbol.name());
            }
        }
        return found;
    }

    /// Event names as the tools make them (`p_virtqueue_kick_0`, `virtqueue_kick__entry`) or as people shorten them
    /// (`kick_ret`).
    public static Optional<TracedFunction> byName(String eventName) {
        String name = eventName
                .toLowerCase(Locale.ROOT)
                .replaceFirst("^[pr]_", "")
                .replaceFirst("(__entry|__exit|__return|_ret|_return|_exit|_entry)$", "")
                .replaceFirst("_\\d+$", "");
        return Stream.of(name, "virtqueue_" + name, "vring_" + name, "dma_" + name, "dma_" + name + "_attrs")
                .map(TracedFunction::ofSymbol)
                .flatMap(Optional::stream)
                .findFirst();
    }
}
