// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.driver;

import java.util.List;
import org.dmatape.replay.event.DmaApi;
import org.dmatape.replay.event.DmaOperation;
import org.dmatape.replay.model.Divergence;
import org.dmatape.replay.model.DivergenceListener;
import org.dmatape.replay.model.Rule;
import org.dmatape.replay.model.internal.device.DeviceReach;
import org.dmatape.replay.model.internal.iommu.StaleWindows;
import org.dmatape.replay.model.internal.mapping.Closing;
import org.dmatape.replay.model.internal.mapping.DeviceTraits;
import org.dmatape.replay.model.internal.mapping.DivergenceText;
import org.dmatape.replay.model.internal.mapping.Mappings;
import org.dmatape.replay.model.internal.mapping.SharedState;
import org.dmatape.replay.model.internal.queue.PremappedBuffers;
import org.dmatape.replay.model.internal.queue.QueueState;
import org.dmatape.replay.model.internal.table.LossSpans;

/// What happens to a mapping from its map to the day it is forgotten, told to all who keep track of mappings.
public final class MappingLife {

    /// An unmap that was lost this close before a map may be that of the buffer it is made for.
    private static final long EVENTS_AROUND_A_MAP = 1000;

    private static final long PAGE_POOL = Mappings.SKIP_CPU_SYNC | Mappings.WEAK_ORDERING;

    private final Mappings mappings;
    private final LossSpans losses;
    private final DeviceTraits traits;
    private final Overlaps overlaps;
    private final Syncs syncs;
    private final PairVerdicts pairs;
    private final WaitingBuffers waiting;
    private final QueueState queues;
    private final PremappedBuffers premapped;
    private final DeviceReach reach;
    private final StaleWindows windows;
    private final DivergenceText text;
    private final DivergenceListener listener;
    private int liveCount;

    public MappingLife(
            SharedState shared,
            Overlaps overlaps,
            Syncs syncs,
            QueueState queues,
            DeviceReach reach,
            StaleWindows windows) {
        mappings = shared.mappings();
        losses = shared.losses();
        traits = shared.traits();
        this.overlaps = overlaps;
        this.syncs = syncs;
        this.queues = queues;
        premapped = queues.premapped();
        this.reach = reach;
        this.windows = windows;
        text = shared.text();
        listener = shared.listener();
        pairs = new PairVerdicts(shared);
        waiting = new WaitingBuffers(mappings, traits.leakedAfter());
    }

    /// Mappings that are live.
    public int liveCount() {
        return liveCount;
    }

    /// A mapping begins.
    void begin(int mapping) {
        liveCount++;
        if (isStreaming(mapping)) {
            traits.of(mappings.device(mapping)).streams();
        }
        overlaps.begins(mapping);
        syncs.begins(mapping);
        premapped.begins(mapping);
        waiting.begins(mapping);
        reach.begins(mapping);
    }

    /// The address of a mapping is mapped again.
    void supersede(int mapping, int newer) {
        mappings.endNoLaterThan(mapping, mappings.mapId(newer));
        reach.superseded(mapping, mappings.mapId(newer), mappings.tsNs(newer));
        end(mapping);
    }

    /// An unmapping function is called.
    public void unmaps(DmaOperation unmap) {
        waiting.unmapped(unmap);
    }

    /// Something is unmapped, whatever it ends.
    void unmapped(Closing unmap) {
        windows.unmapped(unmap);
    }

    /// A mapping is no longer live, if it still was.
    void end(int mapping) {
        if (mappings.isLive(mapping)) {
            mappings.live(mapping, false);
            liveCount--;
            overlaps.ends(mapping);
        }
    }

    /// It is certain which unmap ended a mapping.
    void paired(int mapping, Closing unmap) {
        waiting.paired(mapping);
        reach.paired(mapping, unmap);
        windows.paired(unmap.eventId());
        traits.of(mappings.device(mapping)).ends(mappings.mapId(mapping), unmap);
        if (isStreaming(mapping)) {
            traits.of(mappings.device(mapping)).streamEnds();
        }
        pairs.judge(mapping, unmap);
        overlaps.doubleMaps().unmapped(mappings.mapId(mapping), unmap.eventId());
        if (mappings.inVirtqueue(mapping) && !unmap.inVirtqueue()) {
            judgeEarly(mappings.virtqueueEvent(mapping), mapping, unmap);
        }
    }

    /// A mapping ends that was alone at its address.
    void pairedAlone(int mapping, Closing unmap) {
        if (!unmap.inVirtqueue()) {
            premapped.forEachBuffer(mapping, addId -> judgeEarly(addId, mapping, unmap));
        }
    }

    private void judgeEarly(long addId, int mapping, Closing unmap) {
        if (!queues.remembers(addId)) {
            return;
        }
        String address = DivergenceText.hex(mappings.dmaAddress(mapping));
        Divergence premature = text.atUnmap(Rule.PREMATURE_UNMAP, mapping, unmap)
                .held("the buffer added in event " + addId + " is with the device")
                .recorded(address + " unmapped in event " + unmap.eventId())
                .events(List.of(addId, mappings.mapId(mapping), unmap.eventId()))
                .build();
        queues.unmapped(addId, unmap.eventId(), premature);
    }

    /// The address of a mapping was mapped again, and it is certain that its unmap was not recorded.
    void endedUnseen(int mapping) {
        if (isStreaming(mapping)
                && !mappings.mayEndUnseen(mapping)
                && !losses.between(mappings.mapId(mapping), mappings.endId(mapping))
                && traits.endsUnseen(mappings.device(mapping), mappings.mapId(mapping), mappings.tsNs(mapping))) {
            overlaps.doubleMaps().endedUnseen(mappings.mapId(mapping));
        }
    }

    /// The tape has ended with a mapping open whose memory was mapped again at the same address, without translation.
    void madeAgain(int mapping, long byEvent) {
        if (isStreaming(mapping)
                && !mappings.mayEndUnseen(mapping)
                && !losses.between(mappings.mapId(mapping), byEvent)) {
            traits.madeAgain(mappings.device(mapping), mappings.mapId(mapping), mappings.tsNs(mapping));
        }
    }

    /// Whether a mapping that is open when the tape ends could be one whose unmap was not recorded.
    boolean mayHaveEnded(int mapping) {
        return isStreaming(mapping) && !mappings.mayEndUnseen(mapping) && traits.isAmongUnmaps(mappings.mapId(mapping));
    }

    /// The tape has ended with a mapping open that [#mayHaveEnded], and whose memory was mapped again through another
    /// bounce buffer.
    void bouncedAgain(int mapping, long byEvent) {
        if (!losses.between(mappings.mapId(mapping), byEvent)) {
            traits.bouncedAgain(mappings.device(mapping), mappings.mapId(mapping), mappings.tsNs(mapping));
        }
    }

    private boolean isStreaming(int mapping) {
        DmaApi api = mappings.api(mapping);
        return api == DmaApi.SINGLE || api == DmaApi.RESOURCE || api == DmaApi.SG;
    }

    /// The tape has ended, and which unmap ends which mapping is certain.
    public void finish() {
        overlaps.doubleMaps().finish();
        waiting.finish();
    }

    /// A mapping that ended is needed no more.
    void forget(int mapping) {
        syncs.forget(mapping);
        premapped.forget(mapping);
        reach.forget(mapping);
        mappings.free(mapping);
    }

    /// The tape has ended with this mapping live.
    public void survive(int mapping) {
        overlaps.sharedPages().ends(mapping);
        boolean livesLong = !isStreaming(mapping)
                || (mappings.attributes(mapping) & PAGE_POOL) == PAGE_POOL
                || mappings.isTruncated(mapping)
                || mappings.entryCount(mapping) > Mappings.MAX_RECORDED_ENTRIES
                || (mappings.inVirtqueue(mapping) && queues.isInFlight(mappings.virtqueueEvent(mapping)));
        if (!livesLong
                && mappings.endId(mapping) == Mappings.NOT_ENDED
                && traits.of(mappings.device(mapping)).outlived(mappings.mapId(mapping))
                && !traits.isPartlyRecorded(mappings.device(mapping))
                && !waiting.isInRing(mapping)
                && !losses.after(mappings.mapId(mapping) - EVENTS_AROUND_A_MAP)) {
            listener.diverged(text.atMap(Rule.LEAKED_MAP, mapping)
                    .held(text.mapping(mapping))
                    .recorded("never unmapped, although many later mappings of the device were")
                    .events(List.of(mappings.mapId(mapping)))
                    .build());
        }
    }
}
