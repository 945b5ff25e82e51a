// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.live.internal.source;

import org.dmatape.capture.importing.internal.EventDecoder;
import org.dmatape.capture.internal.merge.Loss;

/// Events of one CPU the kernel refused to write. They leave no mark in the pages: all that is known is that they
/// are missing.
///
/// @param cpu CPU
/// @param events how many
public record DroppedEvents(int cpu, long events) {

    private static final int SOURCE = 0;

    /// Tells of them as a loss from the begin to the end.
    public void addTo(EventDecoder decoder) {
        decoder.rows().losses().add(Loss.somewhere(SOURCE, cpu, decoder.timeSpan(), events));
    }
}
