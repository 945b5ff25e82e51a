// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.probe;

import java.util.Optional;
import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.internal.correlate.TracedFunction;
import org.dmatape.capture.internal.decode.EventHandler;
import org.dmatape.capture.internal.merge.EventCursor;

/// Makes the handler of a probe event once its first record has shown which function it is about.
public final class ProbeHandlers {

    private final ProbeTables tables;
    private final ProbeResolver resolver;
    private final boolean hasDmaEvents;

    /// Makes handlers that write to these tables.
    ///
    /// @param hasDmaEvents whether the recording may hold events of system dma, which then make the rows
    public ProbeHandlers(ProbeTables tables, ProbeResolver resolver, boolean hasDmaEvents) {
        this.tables = tables;
        this.resolver = resolver;
        this.hasDmaEvents = hasDmaEvents;
    }

    /// The handler for events of this format, of which the cursor stands on one; empty when the function is none of
    /// ours.
    public Optional<EventHandler> handlerOf(EventFormat format, EventCursor event) {
        return resolver.resolve(format, event).map(function -> handlerOf(format, function));
    }

    private EventHandler handlerOf(EventFormat format, TracedFunction function) {
        boolean isReturn = ProbeResolver.isReturn(format);
        if (isReturn) {
            tables.functions().exit(function);
        } else {
            tables.functions().entry(function);
        }
        if (function.kind().isVirtqueue()) {
            return isReturn
                    ? new VirtqueueReturnHandler(format, tables, function)
                    : new VirtqueueEntryHandler(format, tables, function);
        }
        if (function.kind().isDma()) {
            return isReturn
                    ? new DmaReturnHandler(format, tables, function)
                    : new DmaEntryHandler(format, tables, function, hasDmaEvents);
        }
        return new IommuProbeHandler(format, tables, function, isReturn);
    }
}
