// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.bug;

import org.dmatape.samples.generate.internal.machine.kernel.CoherentApi;
import org.dmatape.samples.generate.internal.machine.kernel.Direction;

/// Bugs in how mappings are ended.
sealed interface UnmapBug extends BugInjector {

    /// Unmapped with another size.
    record OtherSize() implements UnmapBug {

        @Override
        public boolean commit(BugSite site) {
            long dma = site.map(0, 2048, Direction.TO_DEVICE);
            site.unmapSaying(dma, 2048, 1024, Direction.TO_DEVICE);
            return true;
        }
    }

    /// Unmapped with another direction.
    record OtherDirection() implements UnmapBug {

        @Override
        public boolean commit(BugSite site) {
            long dma = site.map(0, 512, Direction.TO_DEVICE);
            site.unmap(dma, 512, Direction.FROM_DEVICE);
            return true;
        }
    }

    /// Unmapped twice.
    record Twice() implements UnmapBug {

        @Override
        public boolean commit(BugSite site) {
            long dma = site.map(0, 256, Direction.TO_DEVICE);
            site.unmap(dma, 256, Direction.TO_DEVICE);
            site.kernel().dma().unmapNothing(site.cpu(), site.device(), dma, 256, Direction.TO_DEVICE);
            return true;
        }
    }

    /// Unmapped without ever having been mapped, at an address below all IOVAs that are handed out. A correct
    /// unmap comes before it, which shows that the IOMMU removes something when it can.
    record NeverMapped() implements UnmapBug {

        private static final long ADDRESSES = 0x1_0000L;
        private static final int ADDRESS_COUNT = 0xf0;
        private static final int BYTES = 4096;

        @Override
        public boolean commit(BugSite site) {
            site.unmap(site.map(0, BYTES, Direction.TO_DEVICE), BYTES, Direction.TO_DEVICE);
            long dma = ADDRESSES + (long) (site.occurrence() % ADDRESS_COUNT) * BYTES;
            site.kernel().dma().unmapNothing(site.cpu(), site.device(), dma, BYTES, Direction.TO_DEVICE);
            return true;
        }
    }

    /// Coherent memory freed with another address for the CPU.
    record OtherCpuAddress() implements UnmapBug {

        private static final int BYTES = 4096;

        @Override
        public boolean commit(BugSite site) {
            CoherentApi coherent = site.kernel().coherent();
            CoherentApi.Memory memory = coherent.alloc(site.cpu(), site.device(), site.phys(), BYTES);
            site.work();
            coherent.freeSaying(site.cpu(), site.device(), memory, memory.virt() + BYTES);
            return true;
        }
    }
}
