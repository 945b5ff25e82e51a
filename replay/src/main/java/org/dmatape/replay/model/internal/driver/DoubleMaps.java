// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.driver;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /// An earlier mapping of the same bytes.
    private record Earlier(long mapId, String held) {}

    /// A mapping of bytes that others held when it was made, and what became of those.
    private static final class Suspect {
        private final long mapId;
        private final int device;
        private final DivergenceBuilder divergence;
        private final List<Earlier> undecided = new ArrayList<>();
        private final List<Earlier> live = new ArrayList<>();

        private Suspect(long mapId, int device, DivergenceBuilder divergence) {
            this.mapId = mapId;
            this.device = device;
            this.divergence = divergence;
        }
    }

    private final Mappings mappings;
    private final LossSpans losses;
    private final DeviceTraits traits;
    private final DivergenceText text;
    private final DivergenceListener listener;
    private final Map<Long, List<Suspect>> byEarlier = new HashMap<>();
    private final List<Suspect> untranslated = new ArrayList<>();

    DoubleMaps(SharedState shared) {
        mappings = shared.mappings();
        losses = shared.losses();
        traits = shared.traits();
        text = shared.text();
        listener = shared.listener();
    }

    /// A mapping was made of bytes that others hold.
    void add(int later, List<Integer> earlier) {
        Suspect suspect = new Suspect(
                mappings.mapId(later),
                mappings.device(later),
                text.atMap(Rule.DOUBLE_MAP, later).recorded(text.mapping(later) + ", from the same bytes"));
        for (int row : earlier) {
            suspect.undecided.add(new Earlier(mappings.mapId(row), text.mapping(row)));
            byEarlier
                    .computeIfAbsent(mappings.mapId(row), _ -> new ArrayList<>())
                    .add(suspect);
        }
    }

    /// The unmap of a mapping was seen: until then it was live.
    void unmapped(long mapId) {
        decide(mapId, true);
    }

    /// A mapping of a device that was recorded in part ended, at a time that is not known.
    void endedUnseen(long mapId) {
        decide(mapId, false);
    }

    private void decide(long mapId, boolean live) {
        List<Suspect> suspects = byEarlier.remove(mapId);
        if (suspects == null) {
            return;
        }
        for (Suspect suspect : suspects) {
            for (int i = suspect.undecided.size() - 1; i >= 0; i--) {
                if (suspect.undecided.get(i).mapId == mapId) {
                    Earlier decided = suspect.undecided.remove(i);
                    if (live) {
                        suspect.live.add(decided);
                    }
                }
            }
            if (suspect.undecided.isEmpty()) {
                judge(suspect);
            }
        }
    }

    /// Without translation only the end of the tape tells whether pairs are certain.
    private void judge(Suspect suspect) {
        if (suspect.live.isEmpty()) {
            return;
        }
        if (traits.of(suspect.device).anyDirect()) {
            untranslated.add(suspect);
        } else {
            report(suspect);
        }
    }

    private void report(Suspect suspect) {
        Earlier first = suspect.live.getFirst();
        for (Earlier other : suspect.live) {
            first = other.mapId < first.mapId ? other : first;
        }
        if (!losses.between(first.mapId, suspect.mapId)) {
            listener.diverged(suspect.divergence
                    .count(suspect.live.size())
                    .held(first.held)
                    .events(List.of(first.mapId, suspect.mapId))
                    .build());
        }
    }

    /// The tape has ended.
    void finish() {
        for (long mapId : byEarlier.keySet().stream().sorted().toList()) {
            List<Suspect> suspects = byEarlier.getOrDefault(mapId, List.of());
            if (!suspects.isEmpty()) {
                decide(mapId, !traits.isPartlyRecorded(suspects.getFirst().device));
            }
        }
        for (Suspect suspect : untranslated) {
            if (!traits.pairsAreUncertain(suspect.device)) {
                report(suspect);
            }
        }
    }
}
