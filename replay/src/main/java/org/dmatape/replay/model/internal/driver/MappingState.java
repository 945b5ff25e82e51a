// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.driver;

import org.dmatape.replay.event.DmaApi;
import org.dmatape.replay.event.DmaOp;
import org.dmatape.replay.event.DmaOperation;
import org.dmatape.replay.model.internal.mapping.AddressBook;
import org.dmatape.replay.model.internal.mapping.Closing;
import org.dmatape.replay.model.internal.mapping.DeviceTraits;
import org.dmatape.replay.model.internal.mapping.Episode;
import org.dmatape.replay.model.internal.mapping.Mappings;
import org.dmatape.replay.model.internal.mapping.SharedState;
import org.dmatape.replay.model.internal.table.LossSpans;
import org.jspecify.annotations.Nullable;

/// Executes maps and unmaps: which mappings are live, and which unmap ends which.
public final class MappingState {

    /// Ended mappings remembered per address, one for everything a map can say.
    private static final int MAX_REMEMBERED = 8;

    private final Mappings mappings;
    private final AddressBook addresses;
    private final DeviceTraits traits;
    private final ScatterlistTargets scatterlists = new ScatterlistTargets();
    private final MappingLife life;
    private final UnpairedVerdicts unpaired;
    private final LossSpans losses;
    private final Closing closing = new Closing();

    public MappingState(SharedState shared, MappingLife life, UnpairedVerdicts unpaired) {
        mappings = shared.mappings();
        addresses = shared.addresses();
        traits = shared.traits();
        this.life = life;
        this.unpaired = unpaired;
        losses = shared.losses();
    }

    /// Executes a map or an allocation.
    public void open(DmaOperation map) {
        if (map.op() == DmaOp.MAP) {
            scatterlists.mapped(map);
        }
        if (!names(map)) {
            return;
        }
        long dma = map.dmaAddress(0);
        int address = addresses.findOrAdd(map.device(), dma);
        if (map.hasPhysAddress(0)) {
            traits.of(map.device()).maps(dma, map.physAddress(0));
            if (dma == map.physAddress(0)) {
                addresses.markDirect(address);
            }
        }
        int mapping = mappings.add(map, address);
        if (addresses.liveCount(address) > 0) {
            contend(address, mapping);
        }
        addresses.live(address, mapping);
        addresses.liveCount(address, addresses.liveCount(address) + 1);
        addresses.becomesBusy(address);
        addresses.noteMap(address, map);
        life.begin(mapping);
    }

    /// The address is mapped already. Behind a translation that mapping has ended, and its unmap is late or was not
    /// recorded.
    private void contend(int address, int mapping) {
        Episode episode = addresses.episode(address);
        int before = addresses.live(address);
        if (episode == null) {
            episode = new Episode(addresses.direct(address));
            episode.addMap(before, mappings.mapId(before), mappings.cpu(before));
            addresses.episode(address, episode);
        }
        if (!episode.direct()) {
            life.supersede(before, mapping);
        }
        episode.addMap(mapping, mappings.mapId(mapping), mappings.cpu(mapping));
        settle(address, episode, false);
    }

    /// Executes an unmap or a free.
    public void close(DmaOperation unmap) {
        boolean scatterlist = unmap.op() == DmaOp.UNMAP && unmap.api() == DmaApi.SG;
        if (!scatterlist && !names(unmap)) {
            return;
        }
        long meant = scatterlist ? scatterlists.target(unmap) : unmap.dmaAddress(0);
        if (meant == ScatterlistTargets.UNKNOWN_ADDRESS) {
            return;
        }
        closing.take(unmap, meant);
        life.unmapped(closing);
        int address = addresses.findOrAdd(unmap.device(), closing.dmaAddress());
        Episode episode = addresses.episode(address);
        int live = addresses.live(address);
        if (addresses.liveCount(address) == 0) {
            judgeUnpaired(address);
        } else if (episode == null) {
            addresses.live(address, Mappings.NONE);
            addresses.liveCount(address, 0);
            life.pairedAlone(live, closing);
            pair(address, live, closing);
        } else {
            closeContended(address, episode);
        }
        addresses.noteUnmap(address, closing);
        if (addresses.liveCount(address) == 0) {
            addresses.becomesIdle(address);
            forgetSurplus();
        }
    }

    private void judgeUnpaired(int address) {
        if (addresses.lateFirstUnmap(address)) {
            unpaired.endsOlder(closing);
        } else {
            unpaired.judge(closing, address, addresses.lastEvent(address), repeats(address), addresses.direct(address));
        }
    }

    private void closeContended(int address, Episode episode) {
        episode.addUnmap(closing.copy(), addresses.lastEvent(address), repeats(address));
        int liveCount = addresses.liveCount(address) - 1;
        addresses.liveCount(address, liveCount);
        settle(address, episode, liveCount == 0);
        if (liveCount == 0) {
            retireUnsettled(address, episode);
            addresses.episode(address, null);
            addresses.live(address, Mappings.NONE);
        } else {
            endProvisionally(episode);
        }
    }

    /// As many unmaps as maps were recorded: what none of them fits has ended nevertheless.
    private void retireUnsettled(int address, Episode episode) {
        for (int i = 0; i < episode.count(); i++) {
            if (!episode.settled(i) && episode.isMap(i)) {
                retire(address, episode.mapping(i));
            }
        }
    }

    /// Lets the mapping end that the latest unmap most likely ended, until that is decided.
    private void endProvisionally(Episode episode) {
        int unmap = episode.count() - 1;
        if (unmap < 0 || episode.isMap(unmap) || episode.settled(unmap)) {
            return;
        }
        int likely = Mappings.NONE;
        for (int i = 0; i < unmap; i++) {
            if (!episode.settled(i) && episode.isMap(i) && mappings.isLive(episode.mapping(i))) {
                boolean agrees = episode.closing(unmap).agreesWith(mappings, episode.mapping(i));
                boolean late = !episode.direct() && episode.cpu(unmap) != episode.cpu(i);
                likely = agrees && !late && likely == Mappings.NONE ? episode.mapping(i) : likely;
            }
        }
        if (likely != Mappings.NONE) {
            life.end(likely);
        }
    }

    private void settle(int address, Episode episode, boolean over) {
        if (!over && !EpisodeSettlement.isDue(episode)) {
            return;
        }
        int[] partners = EpisodeResolution.partners(episode, mappings, losses);
        EpisodeSettlement settlement = new EpisodeSettlement(episode, mappings, partners, over);
        for (int i = 0; i < episode.count(); i++) {
            switch (settlement.of(i)) {
                case OPEN -> {}
                case PAIRED -> {
                    int map = Math.min(i, partners[i]);
                    episode.settle(i);
                    episode.settle(partners[i]);
                    pair(address, episode.mapping(map), episode.closing(Math.max(i, partners[i])));
                }
                case SUPERSEDED -> {
                    episode.settle(i);
                    life.endedUnseen(episode.mapping(i));
                    retire(address, episode.mapping(i));
                }
                case UNPAIRED -> {
                    episode.settle(i);
                    unpaired.judge(
                            episode.closing(i), address, episode.eventBefore(i), episode.repeats(i), episode.direct());
                }
            }
        }
        episode.trim(EpisodeResolution.REACH + 1);
    }

    private void pair(int address, int mapping, Closing unmap) {
        mappings.unmapId(mapping, unmap.eventId());
        life.paired(mapping, unmap);
        retire(address, mapping);
    }

    /// A mapping has ended for good. It is remembered until another that says the same ends at its address.
    private void retire(int address, int mapping) {
        life.end(mapping);
        int newer = Mappings.NONE;
        int count = 0;
        int old = addresses.ended(address);
        while (old != Mappings.NONE) {
            int next = mappings.nextAtAddress(old);
            if (saysTheSame(old, mapping) || ++count >= MAX_REMEMBERED) {
                if (newer == Mappings.NONE) {
                    addresses.ended(address, next);
                } else {
                    mappings.nextAtAddress(newer, next);
                }
                life.forget(old);
            } else {
                newer = old;
            }
            old = next;
        }
        mappings.nextAtAddress(mapping, addresses.ended(address));
        addresses.ended(address, mapping);
    }

    private boolean saysTheSame(int one, int two) {
        return mappings.api(one) == mappings.api(two)
                && mappings.direction(one) == mappings.direction(two)
                && mappings.amount(one) == mappings.amount(two);
    }

    /// Whether a map at the address said what the unmap says.
    private boolean repeats(int address) {
        for (int old = addresses.ended(address); old != Mappings.NONE; old = mappings.nextAtAddress(old)) {
            if (closing.agreesWith(mappings, old)) {
                return true;
            }
        }
        Episode episode = addresses.episode(address);
        for (int i = 0; episode != null && i < episode.count(); i++) {
            if (!episode.settled(i) && episode.isMap(i) && closing.agreesWith(mappings, episode.mapping(i))) {
                return true;
            }
        }
        return false;
    }

    private void forgetSurplus() {
        for (int address = addresses.surplus(); address != AddressBook.NONE; address = addresses.surplus()) {
            int old = addresses.ended(address);
            while (old != Mappings.NONE) {
                int next = mappings.nextAtAddress(old);
                life.forget(old);
                old = next;
            }
            addresses.forget(address);
        }
    }

    /// Whether the operation is about an address at all: a failed map and the free of nothing are not.
    private static boolean names(DmaOperation operation) {
        boolean ofMemory = operation.op() == DmaOp.ALLOC || operation.op() == DmaOp.FREE;
        boolean nothing = ofMemory && operation.hasVirtAddress() && operation.virtAddress() == 0;
        return operation.device() >= 0
                && operation.hasDmaAddress(0)
                && operation.dmaAddress(0) != DmaOperation.MAPPING_ERROR
                && !nothing;
    }

    /// The tape has ended: nothing more can change what belongs together.
    public void finish() {
        for (int address = 0; address < addresses.rowCount(); address++) {
            @Nullable Episode episode = addresses.episode(address);
            if (episode != null) {
                settle(address, episode, true);
                if (episode.direct()) {
                    madeAgain(episode);
                }
            }
        }
        new OpenBounces(addresses, mappings, life).tell();
    }

    private void madeAgain(Episode episode) {
        int last = episode.lastMapBefore(episode.count());
        for (int i = 0; i < last; i++) {
            if (!episode.settled(i) && episode.isMap(i)) {
                life.madeAgain(episode.mapping(i), episode.eventId(last));
            }
        }
    }
}
