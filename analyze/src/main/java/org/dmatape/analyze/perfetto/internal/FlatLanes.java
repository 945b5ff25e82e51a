// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.perfetto.internal;

import java.io.IOException;
import java.util.Comparator;
import java.util.PriorityQueue;

/// The tracks that slices share which overlap as they like, such as mappings: as many tracks of one name as
/// there are slices at once. The UI draws them as one block.
///
/// Slices must come in the order of their begin.
final class FlatLanes {

    private final TraceWriter trace;
    private final long parent;
    private final String name;
    private final PriorityQueue<Lane> lanes = new PriorityQueue<>(Comparator.comparingLong(Lane::endNs));

    /// A track, and when its last slice ends.
    private record Lane(long track, long endNs) {}

    FlatLanes(TraceWriter trace, long parent, String name) {
        this.trace = trace;
        this.parent = parent;
        this.name = name;
    }

    /// The track for a slice.
    long place(long beginNs, long endNs) throws IOException {
        Lane earliest = lanes.peek();
        long track;
        if (earliest != null && earliest.endNs() <= beginNs) {
            lanes.remove();
            track = earliest.track();
        } else {
            track = trace.track(parent, name);
        }
        lanes.add(new Lane(track, endNs));
        return track;
    }
}
