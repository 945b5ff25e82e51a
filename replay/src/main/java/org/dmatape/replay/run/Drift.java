// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.run;

import org.dmatape.replay.histogram.Durations;

/// How late steps were against their plan. Its memory does not depend on how many steps there are.
public final class Drift {

    private final Durations late = new Durations();
    private long lastNs;

    /// A step was this late; 0 when it was in time.
    public void add(long lateNs) {
        late.add(lateNs);
        lastNs = lateNs;
    }

    /// Steps counted.
    public long steps() {
        return late.count();
    }

    /// How late the latest step was.
    public long maxNs() {
        return late.maxNs();
    }

    /// How late the last step was: by so much the replay took longer than planned.
    public long lastNs() {
        return lastNs;
    }

    /// How late all steps were together.
    public long sumNs() {
        return late.totalNs();
    }

    /// At most this late were so many of the steps, exact to one sixteenth.
    ///
    /// @param share of the steps, 0 to 1
    public long quantileNs(double share) {
        return late.quantileNs(share);
    }
}
