// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.instrument;

/// An event a recording switches on.
public sealed interface PlannedEvent {

    /// The system (tracefs folder) of the event.
    String system();

    /// The event within its system.
    String name();

    /// What to write to the event's `filter` before it is switched on, e.g. `name ~ "virtio*"`; empty for no filter.
    String filter();

    /// Whether the kernel is to record behind each such event the functions that led to it.
    boolean withStack();

    /// Whether the kernel's symbols say what its records mean: which function a probe is on, or stands in a stack.
    default boolean needsSymbols() {
        return withStack() || this instanceof Probe;
    }

    /// An event the kernel has by itself, e.g. `dma:dma_map_phys`.
    ///
    /// @param system tracefs folder, e.g. `dma`
    /// @param name event, e.g. `dma_map_phys`
    /// @param filter filter, or empty
    /// @param withStack whether call stacks are wanted
    record Tracepoint(String system, String name, String filter, boolean withStack) implements PlannedEvent {

        /// Every such event, without stacks.
        public Tracepoint(String system, String name) {
            this(system, name, "", false);
        }
    }

    /// An event that is made for the recording and removed after it.
    ///
    /// @param system group it is made in; the recorder's own, never the user's
    /// @param name event
    /// @param definition the line for `dynamic_events` (or `kprobe_events` where that is all there is), e.g.
    ///     `f:dmatape/add_sgs virtqueue_add_sgs vq=$arg1:x64`
    /// @param filter filter, or empty
    /// @param withStack whether call stacks are wanted
    record Probe(String system, String name, String definition, String filter, boolean withStack)
            implements PlannedEvent {

        /// Every such event, without stacks.
        public Probe(String system, String name, String definition) {
            this(system, name, definition, "", false);
        }
    }
}
