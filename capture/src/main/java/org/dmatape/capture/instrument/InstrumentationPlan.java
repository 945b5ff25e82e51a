// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.instrument;

import java.util.List;

/// What a recording switches on, in the order in which it is done, and what it had to leave out.
///
/// @param events events to make and switch on
/// @param notInstrumented what is left out, with reasons
public record InstrumentationPlan(List<PlannedEvent> events, List<NotInstrumented> notInstrumented) {

    public InstrumentationPlan {
        events = List.copyOf(events);
        notInstrumented = List.copyOf(notInstrumented);
    }
}
