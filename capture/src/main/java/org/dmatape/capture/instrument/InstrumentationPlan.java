// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.instrument;

import java.util.List;
import org.dmatape.format.manifest.Unrecorded;

/// What a recording switches on, in the order in which it is done, and what it had to leave out.
///
/// @param events events to make and switch on
/// @param unrecorded what is left out, with reasons
public record InstrumentationPlan(List<PlannedEvent> events, List<Unrecorded> unrecorded) {

    /// What is left out when stacks are recorded of a kernel that hides where its functions are.
    public static final String STACK_NAMES = "names of the functions in call stacks";

    public InstrumentationPlan {
        events = List.copyOf(events);
        unrecorded = List.copyOf(unrecorded);
    }
}
