// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.bug;

import org.dmatape.samples.generate.internal.machine.kernel.Direction;

/// Bugs in how mappings are synced.
sealed interface SyncBug extends BugInjector {

    int BYTES = 256;

    /// Synced after the unmap.
    record Unmapped() implements SyncBug {

        @Override
        public boolean commit(BugSite site) {
            long dma = site.map(0, BYTES, Direction.FROM_DEVICE);
            site.unmap(dma, BYTES, Direction.FROM_DEVICE);
            site.kernel().dma().syncForCpu(site.cpu(), site.device(), dma, BYTES, Direction.FROM_DEVICE);
            return true;
        }
    }

    /// Synced past the end.
    record OutOfRange() implements SyncBug {

        @Override
        public boolean commit(BugSite site) {
            long dma = site.map(0, BYTES, Direction.FROM_DEVICE);
            site.kernel().dma().syncForCpu(site.cpu(), site.device(), dma + BYTES / 2, BYTES, Direction.FROM_DEVICE);
            site.unmap(dma, BYTES, Direction.FROM_DEVICE);
            return true;
        }
    }

    /// Synced against the mapping's direction.
    record OtherDirection() implements SyncBug {

        @Override
        public boolean commit(BugSite site) {
            long dma = site.map(0, BYTES, Direction.FROM_DEVICE);
            site.kernel().dma().syncForDevice(site.cpu(), site.device(), dma, BYTES, Direction.TO_DEVICE);
            site.unmap(dma, BYTES, Direction.FROM_DEVICE);
            return true;
        }
    }
}
