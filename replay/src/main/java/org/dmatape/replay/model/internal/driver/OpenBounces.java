// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.driver;

import java.util.function.IntConsumer;
import org.dmatape.replay.model.internal.mapping.AddressBook;
import org.dmatape.replay.model.internal.mapping.Mappings;
import org.dmatape.replay.model.internal.table.KeyTable;

/// When the tape has ended: which open mappings have another open mapping of the same memory behind them, at another
/// address. Behind bounce buffers, whose addresses come back late, a recording of some threads only shows by that.
final class OpenBounces {

    private final AddressBook addresses;
    private final Mappings mappings;
    private final MappingLife life;
    /// By device and physical address, the open mapping that was made last.
    private final KeyTable newest = new KeyTable();

    OpenBounces(AddressBook addresses, Mappings mappings, MappingLife life) {
        this.addresses = addresses;
        this.mappings = mappings;
        this.life = life;
    }

    void tell() {
        forEachOpen(mapping -> {
            int known = newestOf(mapping);
            if (known == KeyTable.ABSENT || mappings.mapId(known) < mappings.mapId(mapping)) {
                newest.put(mappings.device(mapping), mappings.physAddress(mapping), mapping);
            }
        });
        forEachOpen(mapping -> {
            int last = newestOf(mapping);
            if (last != mapping) {
                life.bouncedAgain(mapping, mappings.mapId(last));
            }
        });
    }

    private int newestOf(int mapping) {
        return newest.get(mappings.device(mapping), mappings.physAddress(mapping));
    }

    private void forEachOpen(IntConsumer action) {
        for (int address = 0; address < addresses.rowCount(); address++) {
            int mapping = addresses.liveCount(address) > 0 ? addresses.live(address) : Mappings.NONE;
            if (mapping != Mappings.NONE
                    && mappings.isLive(mapping)
                    && mappings.hasPhysAddress(mapping)
                    && mappings.physAddress(mapping) != mappings.dmaAddress(mapping)
                    && life.mayHaveEnded(mapping)) {
                action.accept(mapping);
            }
        }
    }
}
