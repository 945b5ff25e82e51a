// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock;

import java.util.List;
import org.dmatape.capture.clock.signal.QueueIdentity;

/// Whether and how two clocks could be related.
public sealed interface Alignment {

    /// They could.
    ///
    /// @param map from the source's clock to the tape's
    /// @param windows the relation and its error over the source's time
    /// @param sharedUncertaintyNs the greatest error while both recordings ran
    /// @param queues which queue of the device is which of the driver
    record Aligned(ClockMap map, List<ClockWindow> windows, long sharedUncertaintyNs, List<QueueIdentity> queues)
            implements Alignment {

        public Aligned {
            windows = List.copyOf(windows);
            queues = List.copyOf(queues);
        }
    }

    /// They could not.
    ///
    /// @param reason why, for the user
    record NotAligned(String reason) implements Alignment {}
}
