// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.bug;

import java.util.Optional;
import org.dmatape.samples.generate.internal.event.layout.Scatterlist;
import org.dmatape.samples.generate.internal.machine.kernel.Direction;
import org.dmatape.samples.generate.internal.machine.kernel.ScatterlistApi;

/// Bugs with scatterlists.
sealed interface ScatterlistBug extends BugInjector {

    /// Mapped by one family of functions, unmapped by another.
    record OtherFamily() implements ScatterlistBug {

        private static final int BYTES = 256;

        @Override
        public boolean commit(BugSite site) {
            Optional<ScatterlistApi> api = site.kernel().scatterlists();
            if (api.isEmpty()) {
                return false;
            }
            Scatterlist list = new Scatterlist(1);
            list.add(site.phys(), BYTES);
            if (site.occurrence() % 2 == 0) {
                list.addMapped(site.map(0, BYTES, Direction.TO_DEVICE), BYTES);
                api.get().unmap(site.cpu(), site.device(), list, Direction.TO_DEVICE);
            } else {
                api.get().map(site.cpu(), site.device(), list, Direction.TO_DEVICE);
                site.work();
                site.unmap(list.mappedDma(0), BYTES, Direction.TO_DEVICE);
            }
            return true;
        }
    }

    /// Unmapped with fewer entries than were mapped.
    record OtherCount() implements ScatterlistBug {

        private static final int ENTRIES = 4;
        private static final int BYTES = 4096;

        @Override
        public boolean commit(BugSite site) {
            Optional<ScatterlistApi> api = site.kernel().scatterlists();
            if (api.isEmpty()) {
                return false;
            }
            Scatterlist list = new Scatterlist(ENTRIES);
            for (int entry = 0; entry < ENTRIES; entry++) {
                list.add(site.phys() + 2L * entry * BYTES, BYTES);
            }
            api.get().map(site.cpu(), site.device(), list, Direction.TO_DEVICE);
            site.work();
            api.get().unmapSaying(site.cpu(), site.device(), list, ENTRIES - 1, Direction.TO_DEVICE);
            return true;
        }
    }
}
