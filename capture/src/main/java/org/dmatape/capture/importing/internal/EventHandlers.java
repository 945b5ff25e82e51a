// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing.internal;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.internal.decode.CommandThreads;
import org.dmatape.capture.internal.decode.EventHandler;
import org.dmatape.capture.internal.decode.ForkHandler;
import org.dmatape.capture.internal.decode.KernelEventHandlers;
import org.dmatape.capture.internal.device.DeviceEventHandlers;
import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.capture.internal.probe.InterruptHandler;
import org.dmatape.capture.internal.probe.ProbeHandlers;
import org.dmatape.capture.internal.probe.ProbeResolver;
import org.dmatape.capture.internal.probe.ProbeTables;
import org.dmatape.capture.internal.stack.KernelStackHandler;
import org.dmatape.capture.recording.Recording;
import org.jspecify.annotations.Nullable;

/// The handler of each event id. Kernel events are known from their format; a probe is known from its first record.
final class EventHandlers {

    private static final int IDS = 1 << 16;
    private static final Set<String> DEVICE_SYSTEMS = Set.of("qemu", "kernel_log");

    private final Map<Integer, EventFormat> formats;
    private final ProbeHandlers probes;
    private final @Nullable EventHandler[] handlers = new EventHandler[IDS];
    private final boolean[] unresolved = new boolean[IDS];
    private final boolean[] stacks = new boolean[IDS];

    EventHandlers(Recording recording, ProbeTables tables, CommandThreads command) {
        this.formats = recording.formats();
        ProbeResolver resolver = new ProbeResolver(recording.symbols());
        KernelEventHandlers kernelEvents = new KernelEventHandlers(tables.dma());
        DeviceEventHandlers deviceEvents = new DeviceEventHandlers(
                tables.dma().rows(), tables.dma().correlation().devices());
        boolean hasDmaEvents = formats.values().stream()
                .anyMatch(
                        format -> format.system().equals("dma") && format.name().startsWith("dma_unmap"));
        this.probes = new ProbeHandlers(tables, resolver, hasDmaEvents);
        formats.forEach((id, format) -> {
            if (id < 0 || id >= IDS) {
                return;
            }
            if (DEVICE_SYSTEMS.contains(format.system())) {
                handlers[id] = deviceEvents.handlerOf(format).orElse(null);
            } else if (format.system().equals("irq") && format.name().startsWith("irq_handler_")) {
                handlers[id] = new InterruptHandler(format, tables);
            } else if (isFork(format) && !command.pids().isEmpty()) {
                handlers[id] = new ForkHandler(format, command);
            } else if (ProbeResolver.isProbe(format)) {
                unresolved[id] = true;
                if (ProbeResolver.isReturn(format)) {
                    ProbeResolver.byName(format.name()).ifPresent(tables.functions()::expectExit);
                }
            } else {
                Optional<EventHandler> ofStacks = KernelStackHandler.of(
                        format, recording.longBytes(), tables.dma().rows().stacks(), recording.symbols());
                stacks[id] = ofStacks.isPresent();
                handlers[id] = ofStacks.or(() -> kernelEvents.handlerOf(format)).orElse(null);
            }
        });
    }

    private static boolean isFork(EventFormat format) {
        return format.system().equals("sched") && format.name().equals("sched_process_fork");
    }

    /// The handler of the event the cursor stands on, or null for events that mean nothing to a tape.
    @Nullable
    EventHandler of(int id, EventCursor event) {
        if (unresolved[id]) {
            unresolved[id] = false;
            event.load();
            EventFormat format = formats.get(id);
            handlers[id] =
                    format == null ? null : probes.handlerOf(format, event).orElse(null);
        }
        return handlers[id];
    }

    /// Whether events of that id are call stacks.
    boolean areStacks(int id) {
        return stacks[id];
    }

    /// What events of that id become; empty when they are only counted.
    Optional<String> interpretation(int id) {
        return Optional.ofNullable(handlers[id]).map(EventHandler::interpretation);
    }
}
