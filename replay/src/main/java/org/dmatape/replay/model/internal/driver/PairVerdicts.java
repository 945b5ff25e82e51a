// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.driver;

import java.util.List;
import org.dmatape.replay.event.DmaApi;
import org.dmatape.replay.event.DmaDirection;
import org.dmatape.replay.model.DivergenceListener;
import org.dmatape.replay.model.Rule;
import org.dmatape.replay.model.internal.mapping.Closing;
import org.dmatape.replay.model.internal.mapping.DivergenceText;
import org.dmatape.replay.model.internal.mapping.Mappings;
import org.dmatape.replay.model.internal.mapping.SharedState;
import org.dmatape.replay.model.internal.table.LossSpans;

/// What a map and the unmap that ends it must say alike.
final class PairVerdicts {

    private final Mappings mappings;
    private final LossSpans losses;
    private final DivergenceText text;
    private final DivergenceListener listener;

    PairVerdicts(SharedState shared) {
        mappings = shared.mappings();
        losses = shared.losses();
        text = shared.text();
        listener = shared.listener();
    }

    /// Judges a pair.
    void judge(int map, Closing unmap) {
        boolean agrees = unmap.agreesWith(mappings, map);
        boolean freedElsewhere = isFreedElsewhere(map, unmap);
        if ((agrees && !freedElsewhere) || losses.between(mappings.mapId(map), unmap.eventId())) {
            return;
        }
        if (freedElsewhere) {
            diverge(
                    Rule.FREE_ADDRESS,
                    map,
                    unmap,
                    "freed at " + DivergenceText.hex(unmap.virtAddress()) + " what was allocated at "
                            + DivergenceText.hex(mappings.virtAddress(map)));
        }
        if (!agrees) {
            judgeDiffering(map, unmap);
        }
    }

    private void judgeDiffering(int map, Closing unmap) {
        boolean sameApi = unmap.api() == mappings.api(map);
        boolean scatterlist = mappings.api(map) == DmaApi.SG;
        if (!sameApi) {
            diverge(Rule.UNMAP_API, map, unmap, "unmapped as " + DivergenceText.word(unmap.api()));
        }
        if (sameApi && !scatterlist && unmap.hasSize() && mappings.hasSize(map) && unmap.size() != mappings.size(map)) {
            diverge(Rule.UNMAP_SIZE, map, unmap, "unmapped " + Long.toUnsignedString(unmap.size()) + " bytes");
        }
        if (sameApi && scatterlist && unmap.entryCount() != mappings.entryCount(map) && !unmap.truncated()) {
            diverge(
                    Rule.UNMAP_COUNT,
                    map,
                    unmap,
                    "unmapped " + unmap.entryCount() + " of " + mappings.entryCount(map) + " entries");
        }
        if (unmap.direction() != mappings.direction(map)
                && unmap.direction() != DmaDirection.UNKNOWN
                && mappings.direction(map) != DmaDirection.UNKNOWN) {
            diverge(Rule.UNMAP_DIRECTION, map, unmap, "unmapped " + DivergenceText.word(unmap.direction()));
        }
    }

    private boolean isFreedElsewhere(int map, Closing unmap) {
        DmaApi api = mappings.api(map);
        return (api == DmaApi.COHERENT || api == DmaApi.PAGES)
                && unmap.api() == api
                && unmap.hasVirtAddress()
                && mappings.hasVirtAddress(map)
                && unmap.virtAddress() != mappings.virtAddress(map);
    }

    private void diverge(Rule rule, int map, Closing unmap, String recorded) {
        listener.diverged(text.atUnmap(rule, map, unmap)
                .held(text.mapping(map, unmap.eventId()))
                .recorded(recorded + " in event " + unmap.eventId())
                .events(List.of(mappings.mapId(map), unmap.eventId()))
                .build());
    }
}
