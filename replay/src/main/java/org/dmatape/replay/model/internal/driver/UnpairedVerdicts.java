// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.dmatape.replay.model.Divergence;
import org.dmatape.replay.model.DivergenceListener;
import org.dmatape.replay.model.Rule;
import org.dmatape.replay.model.internal.device.DeviceReach;
import org.dmatape.replay.model.internal.mapping.AddressBook;
import org.dmatape.replay.model.internal.mapping.Closing;
import org.dmatape.replay.model.internal.mapping.DeviceTraits;
import org.dmatape.replay.model.internal.mapping.DivergenceText;
import org.dmatape.replay.model.internal.mapping.SharedState;
import org.dmatape.replay.model.internal.table.LossSpans;

/// What an unmap is that ends nothing the recording saw begin: a double unmap, an unmap of what was never mapped, or
/// the end of a mapping older than the recording, which is no error. Some of it only the whole tape can tell, so those
/// verdicts wait for its end.
public final class UnpairedVerdicts {

    /// An unmap in which the IOMMU removed nothing proves nothing where the event of its map may have been lost just
    /// before.
    private static final long EVENTS_AROUND_AN_UNMAP = 100;

    /// A verdict and what must still be true of its device when the tape ends.
    ///
    /// @param older the mapping from before the recording that it ended if not
    private record Waiting(Divergence divergence, Closing unmap, boolean neverMapped, int older) {}

    private final LossSpans losses;
    private final DeviceReach reach;
    private final DeviceTraits traits;
    private final DivergenceText text;
    private final DivergenceListener listener;
    private final List<Waiting> waiting = new ArrayList<>();

    public UnpairedVerdicts(SharedState shared, DeviceReach reach) {
        losses = shared.losses();
        this.reach = reach;
        traits = shared.traits();
        text = shared.text();
        listener = shared.listener();
    }

    /// Judges an unmap without a map.
    ///
    /// @param address record of the address
    /// @param eventBefore the operation before it at that address, or [AddressBook#NONE]
    /// @param repeats whether a map there said the same before
    /// @param direct whether the address is that of memory itself
    void judge(Closing unmap, int address, long eventBefore, boolean repeats, boolean direct) {
        if (unmap.iommuBytes() != 0) {
            endsOlder(unmap);
            return;
        }
        if (eventBefore == AddressBook.NONE) {
            judgeFirst(unmap, address);
            return;
        }
        if (losses.between(eventBefore, unmap.eventId())) {
            endsOlder(unmap);
            return;
        }
        Divergence divergence = divergence(
                "double-unmap",
                unmap,
                address,
                "nothing is mapped there since event " + eventBefore,
                List.of(eventBefore, unmap.eventId()));
        if (repeats) {
            listener.diverged(divergence);
        } else if (!direct && !traits.of(unmap.device()).anyDirect()) {
            waiting.add(new Waiting(divergence, unmap.copy(), false, reach.endsOlder(unmap, true)));
        } else {
            endsOlder(unmap);
        }
    }

    /// An unmap ends a mapping older than the recording, or one whose map was lost.
    void endsOlder(Closing unmap) {
        reach.endsOlder(unmap, false);
    }

    private void judgeFirst(Closing unmap, int address) {
        long id = unmap.eventId();
        if (traits.of(unmap.device()).alwaysRemoves(unmap.api(), id)
                && !losses.between(id - EVENTS_AROUND_AN_UNMAP, id)) {
            waiting.add(new Waiting(
                    divergence("never-mapped", unmap, address, "nothing was ever mapped there", List.of(id)),
                    unmap.copy(),
                    true,
                    reach.endsOlder(unmap, true)));
        } else {
            endsOlder(unmap);
        }
    }

    /// The tape has ended.
    public void finish() {
        for (Waiting verdict : waiting) {
            Closing unmap = verdict.unmap();
            DeviceTraits.Traits device = traits.of(unmap.device());
            boolean holds =
                    verdict.neverMapped() ? device.alwaysRemoves(unmap.api(), unmap.eventId()) : !device.anyDirect();
            if (holds) {
                listener.diverged(verdict.divergence());
            } else {
                reach.confirm(verdict.older());
            }
        }
        waiting.clear();
    }

    private Divergence divergence(String kind, Closing unmap, int address, String held, List<Long> events) {
        return Divergence.of(Rule.UNMAP_UNMAPPED)
                .kind(kind)
                .device(text.device(unmap.device()))
                .at(unmap.tsNs(), unmap.cpu())
                .dmaAddress(unmap.dmaAddress())
                .physAddress(unmap.hasPhysAddress() ? OptionalLong.of(unmap.physAddress()) : OptionalLong.empty())
                .sizeBytes(unmap.hasSize() ? OptionalLong.of(unmap.size()) : OptionalLong.empty())
                .held(held)
                .recorded(DivergenceText.hex(unmap.dmaAddress()) + " unmapped in event " + unmap.eventId())
                .history(text.history(address, unmap.eventId()))
                .events(events)
                .build();
    }
}
