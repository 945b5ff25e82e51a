// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.live;

import org.dmatape.capture.importing.EventDecoder;
import org.dmatape.capture.internal.merge.Loss;

/// Events of one CPU the kernel refused to write. They leave no mark in the pages: all that is known is that they
/// are missing.
///
/// @param cpu CPU
/// @param events how many
record DroppedEvents(int cpu, long events) {

    private static final int SOURCE = 0;

    void addTo(EventDecoder decoder) {
        decoder.rows().losses().add(Loss.somewhere(SOURCE, cpu, decoder.timeSpan(), events));
    }
}
