// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.facts;

import java.util.OptionalLong;

/// Events that a CPU recorded and the recording lost.
///
/// @param source the recording that lost them
/// @param cpu the CPU
/// @param fromNs time of the last event before
/// @param events how many, where the kernel counted them
/// @param fromEventId last event before, or [#FROM_THE_BEGINNING]
/// @param toEventId first event after, or [#TO_THE_END]
public record LostSpan(int source, int cpu, long fromNs, OptionalLong events, long fromEventId, long toEventId) {

    /// No event of that CPU is known before the loss.
    public static final long FROM_THE_BEGINNING = -1;

    /// No event of that CPU is known after the loss.
    public static final long TO_THE_END = Long.MAX_VALUE;
}
