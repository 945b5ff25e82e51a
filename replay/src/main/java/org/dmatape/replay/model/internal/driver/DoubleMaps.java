// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.driver;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dmatape.replay.model.DivergenceBuilder;
import org.dmatape.replay.model.DivergenceListener;
import org.dmatape.replay.model.Rule;
import org.dmatape.replay.model.internal.mapping.DeviceTraits;
import org.dmatape.replay.model.internal.mapping.DivergenceText;
import org.dmatape.replay.model.internal.mapping.Mappings;
import org.dmatape.replay.model.internal.mapping.SharedState;
import org.dmatape.replay.model.internal.table.LossSpans;

/// Mappings made of bytes that were mapped already. That the earlier mapping was still live then is certain once its
/// unmap is seen. One that is never unmapped counts too, unless the device was recorded in part.
final class DoubleMaps {

    private static final long NEVER_LIVE = -1;

    /// A mapping of bytes that were mapped again before its end was known.
    private static final class Earlier {
        private final long mapId;
        private final String held;
        private final List<Suspect> suspects = new ArrayList<>();

        private Earlier(long mapId, String held) {
            this.mapId = mapId;
            this.held = held;
        }

        private void hold(Suspect suspect) {
            suspects.add(suspect);
            suspect.undecided++;
        }
    }

    /// A mapping of bytes that others held when it was made, and what became of those.
    private static final class Suspect {
        private final long mapId;
        private final int device;
        private final DivergenceBuilder divergence;
        private int undecided;
        private int live;
        private long firstLiveId = Long.MAX_VALUE;
        private String firstHeld = "";

        private Suspect(long mapId, int device, DivergenceBuilder divergence) {
            this.mapId = mapId;
            this.device = device;
            this.divergence = divergence;
        }

        private void wasHeldBy(Earlier earlier) {
            live++;
            if (earlier.mapId < firstLiveId) {
                firstLiveId = earlier.mapId;
                firstHeld = earlier.held;
            }
        }
    }

    private final Mappings mappings;
    private final LossSpans losses;
    private final DeviceTraits traits;
    private final DivergenceText text;
    private final DivergenceListener listener;
    private final Map<Long, Earlier> byMapId = new HashMap<>();
    private final List<Suspect> untranslated = new ArrayList<>();

    DoubleMaps(SharedState shared) {
        mappings = shared.mappings();
        losses = shared.losses();
        traits = shared.traits();
        text = shared.text();
        listener = shared.listener();
    }

    /// A mapping was made of bytes that others hold.
    void add(int later, Set<Integer> earlier) {
        Suspect suspect = new Suspect(
                mappings.mapId(later),
                mappings.device(later),
                text.atMap(Rule.DOUBLE_MAP, later).recorded(text.mapping(later) + ", from the same bytes"));
        for (int row : earlier) {
            long id = mappings.mapId(row);
            byMapId.computeIfAbsent(id, _ -> new Earlier(id, text.mapping(row))).hold(suspect);
        }
    }

    /// The unmap of a mapping was seen: until then it was live. Which unmap that was may have been decided long after
    /// it.
    void unmapped(long mapId, long unmapId) {
        decide(mapId, unmapId);
    }

    /// A mapping of a device that was recorded in part ended, at a time that is not known.
    void endedUnseen(long mapId) {
        decide(mapId, NEVER_LIVE);
    }

    private void decide(long mapId, long liveUntil) {
        Earlier earlier = byMapId.remove(mapId);
        if (earlier == null) {
            return;
        }
        for (Suspect suspect : earlier.suspects) {
            if (suspect.mapId < liveUntil) {
                suspect.wasHeldBy(earlier);
            }
            suspect.undecided--;
            if (suspect.undecided == 0) {
                judge(suspect);
            }
        }
    }

    /// Without translation only the end of the tape tells whether pairs are certain.
    private void judge(Suspect suspect) {
        if (suspect.live == 0) {
            return;
        }
        if (traits.of(suspect.device).anyDirect()) {
            untranslated.add(suspect);
        } else {
            report(suspect);
        }
    }

    private void report(Suspect suspect) {
        if (!losses.between(suspect.firstLiveId, suspect.mapId)) {
            listener.diverged(suspect.divergence
                    .count(suspect.live)
                    .held(suspect.firstHeld)
                    .events(List.of(suspect.firstLiveId, suspect.mapId))
                    .build());
        }
    }

    /// The tape has ended.
    void finish() {
        for (long mapId : byMapId.keySet().stream().sorted().toList()) {
            Earlier earlier = byMapId.get(mapId);
            if (earlier != null) {
                boolean partlyRecorded = traits.isPartlyRecorded(earlier.suspects.getFirst().device);
                decide(mapId, partlyRecorded ? NEVER_LIVE : Mappings.NOT_ENDED);
            }
        }
        for (Suspect suspect : untranslated) {
            if (!traits.pairsAreUncertain(suspect.device)) {
                report(suspect);
            }
        }
    }
}
