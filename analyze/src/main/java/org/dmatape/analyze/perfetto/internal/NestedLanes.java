// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.perfetto.internal;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// The tracks that slices share which mostly follow or enclose each other, such as the operations of one CPU.
/// What overlaps in another way (a thread was preempted in the middle of its operation) goes to a further track
/// of the same name.
///
/// Slices must come in the order of their begin, the longer of two first.
final class NestedLanes {

    private final TraceWriter trace;
    private final long parent;
    private final String name;
    private final List<Lane> lanes = new ArrayList<>();

    /// A track and the ends of the slices that are open on it, the innermost first.
    private record Lane(long track, Deque<Long> openEndsNs) {

        boolean takes(long beginNs, long endNs) {
            while (!openEndsNs.isEmpty() && openEndsNs.element() <= beginNs) {
                openEndsNs.pop();
            }
            return openEndsNs.isEmpty() || endNs <= openEndsNs.element();
        }
    }

    NestedLanes(TraceWriter trace, long parent, String name) {
        this.trace = trace;
        this.parent = parent;
        this.name = name;
    }

    /// The track for a slice.
    long place(long beginNs, long endNs) throws IOException {
        for (Lane lane : lanes) {
            if (lane.takes(beginNs, endNs)) {
                lane.openEndsNs().push(endNs);
                return lane.track();
            }
        }
        Lane lane = new Lane(trace.track(parent, name), new ArrayDeque<>());
        lane.openEndsNs().push(endNs);
        lanes.add(lane);
        return lane.track();
    }
}
