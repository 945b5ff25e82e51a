// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.check;

import java.util.List;
import java.util.Optional;

/// How the kernel came to do what an event says.
///
/// @param event its event_id
/// @param op what was done: map, unmap, ...
/// @param caller the first function outside of tracing, the DMA API and the virtqueue code, where a symbol names it
/// @param frames all frames, the innermost first: `function+0x1c [module]`, or an address
public record EventStack(long event, String op, Optional<String> caller, List<String> frames) {

    /// Copies the list.
    public EventStack {
        frames = List.copyOf(frames);
    }

    /// The caller with the place in it that called; where it has no name, nothing.
    public Optional<String> callerFrame() {
        return caller.flatMap(name -> frames.stream()
                .filter(frame -> frame.equals(name) || frame.startsWith(name + "+") || frame.startsWith(name + " "))
                .findFirst());
    }
}
