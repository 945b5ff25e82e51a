// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock;

import java.util.List;
import org.dmatape.capture.clock.signal.QueueIdentity;

/// How the clock of one recording relates to the tape's.
///
/// @param method how that is known
/// @param map from the recording's clock to the tape's
/// @param windows the relation and its error over time; empty where one sentence says it all
/// @param uncertaintyNs how wrong it may be while the recordings overlap
/// @param queues queues of a device model, and which of the guest's they are
/// @param note what to tell the user, empty when there is nothing to tell
public record SourceClock(
        ClockMethod method,
        ClockMap map,
        List<ClockWindow> windows,
        long uncertaintyNs,
        List<QueueIdentity> queues,
        String note) {

    public SourceClock {
        windows = List.copyOf(windows);
        queues = List.copyOf(queues);
    }

    /// A relation that is the same all the time.
    public static SourceClock constant(ClockMethod method, long offsetNs, long uncertaintyNs, String note) {
        return new SourceClock(method, ClockMap.ofOffset(offsetNs), List.of(), uncertaintyNs, List.of(), note);
    }

    /// A relation found from the order of events, or the reason why none was.
    public static SourceClock of(Alignment alignment) {
        return switch (alignment) {
            case Alignment.Aligned aligned ->
                new SourceClock(
                        ClockMethod.ALIGNED,
                        aligned.map(),
                        aligned.windows(),
                        aligned.sharedUncertaintyNs(),
                        aligned.queues(),
                        "");
            case Alignment.NotAligned not -> constant(ClockMethod.UNKNOWN, 0, 0, not.reason());
        };
    }

    /// What is added to the recording's times, at one moment for all.
    public long offsetNs() {
        return windows.isEmpty()
                ? map.apply(0)
                : windows.get(windows.size() / 2).offsetNs();
    }
}
