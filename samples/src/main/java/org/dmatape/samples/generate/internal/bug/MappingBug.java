// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.bug;

import org.dmatape.samples.generate.internal.machine.kernel.Direction;
import org.dmatape.samples.generate.internal.machine.kernel.DmaApi;

/// Bugs in what is mapped, and for how long.
sealed interface MappingBug extends BugInjector {

    /// The same bytes, mapped for reading and for writing at once.
    record DoubleMap() implements MappingBug {

        private static final int BYTES = 1024;

        @Override
        public boolean commit(BugSite site) {
            long forReading = site.map(0, BYTES, Direction.TO_DEVICE);
            long forWriting = site.map(0, BYTES, Direction.FROM_DEVICE);
            site.unmap(forWriting, BYTES, Direction.FROM_DEVICE);
            site.unmap(forReading, BYTES, Direction.TO_DEVICE);
            return true;
        }
    }

    /// Different bytes of one page, mapped for reading and for writing at once.
    record SharedPage() implements MappingBug {

        private static final int BYTES = 64;
        private static final int OTHER_OFFSET = 2048;

        @Override
        public boolean commit(BugSite site) {
            long forReading = site.map(0, BYTES, Direction.TO_DEVICE);
            long forWriting = site.map(OTHER_OFFSET, BYTES, Direction.FROM_DEVICE);
            site.unmap(forWriting, BYTES, Direction.FROM_DEVICE);
            site.unmap(forReading, BYTES, Direction.TO_DEVICE);
            site.kernel().tally().sharedPage(site.device());
            return true;
        }
    }

    /// Mapped and forgotten.
    record LeakedMap() implements MappingBug {

        private static final int BYTES = 777;

        @Override
        public boolean commit(BugSite site) {
            site.map(0, BYTES, Direction.BIDIRECTIONAL);
            return true;
        }
    }

    /// A mapping that failed is used as if it had not.
    record MapErrorUnchecked() implements MappingBug {

        private static final int BYTES = 1024;
        private static final int SYNC_EVERY = 4;

        @Override
        public boolean commit(BugSite site) {
            DmaApi dma = site.kernel().dma();
            long error = dma.failToMap(site.cpu(), site.device(), site.phys(), BYTES, Direction.FROM_DEVICE);
            site.work();
            if (dma.showsSyncs() && site.occurrence() % SYNC_EVERY == SYNC_EVERY - 1) {
                dma.syncForCpu(site.cpu(), site.device(), error, BYTES, Direction.FROM_DEVICE);
            } else {
                dma.unmapNothing(site.cpu(), site.device(), error, BYTES, Direction.FROM_DEVICE);
            }
            return true;
        }
    }
}
