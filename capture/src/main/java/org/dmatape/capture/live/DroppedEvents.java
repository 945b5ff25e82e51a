// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.live;

import org.dmatape.capture.importing.EventDecoder;
import org.dmatape.capture.importing.TimeSpan;
import org.dmatape.capture.internal.merge.LossSink;

/// Events of one CPU the kernel refused to write. They leave no mark in the pages: all that is known is that they
/// are missing.
///
/// @param cpu CPU
/// @param events how many
record DroppedEvents(int cpu, long events) {

    void addTo(EventDecoder decoder) {
        TimeSpan span = decoder.timeSpan();
        decoder.rows().losses().add(0, cpu, span.firstNs(), span.lastNs(), events, -1, LossSink.END);
    }
}
