// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.driver;

import static org.dmatape.replay.model.internal.mapping.Episode.UNDECIDED;

import org.dmatape.replay.model.internal.mapping.Episode;
import org.dmatape.replay.model.internal.mapping.Mappings;

/// Which operations of an episode no later operation can give another meaning.
final class EpisodeSettlement {

    /// Without translation an episode is looked at when it has so many operations that are not settled.
    private static final int MANY = 64;

    /// What an operation is.
    enum Outcome {
        /// Still to be decided, or decided before.
        OPEN,
        /// It belongs to its partner.
        PAIRED,
        /// A mapping whose address was mapped again, and whose unmap was not recorded.
        SUPERSEDED,
        /// An unmap of nothing that the recording saw begin.
        UNPAIRED
    }

    private final Episode episode;
    private final Mappings mappings;
    private final int[] partners;
    private final boolean over;
    private final int lastMap;

    /// @param over whether nothing more belongs to the episode
    EpisodeSettlement(Episode episode, Mappings mappings, int[] partners, boolean over) {
        this.episode = episode;
        this.mappings = mappings;
        this.partners = partners;
        this.over = over;
        lastMap = episode.lastMapBefore(episode.count());
    }

    /// Whether something can be decided before the episode is over.
    static boolean isDue(Episode episode) {
        return !episode.direct() || (episode.count() >= MANY && Integer.bitCount(episode.count()) == 1);
    }

    /// What an operation is by now.
    Outcome of(int i) {
        if (episode.settled(i)) {
            return Outcome.OPEN;
        }
        int partner = partners[i];
        if (partner != UNDECIDED) {
            return isCertain(Math.min(i, partner), Math.max(i, partner)) ? Outcome.PAIRED : Outcome.OPEN;
        }
        if (episode.isMap(i)) {
            return !episode.direct() && i != lastMap && (over || isOutOfReach(i)) ? Outcome.SUPERSEDED : Outcome.OPEN;
        }
        return over || (!episode.direct() && isLeftAlone(i)) ? Outcome.UNPAIRED : Outcome.OPEN;
    }

    private boolean isCertain(int map, int unmap) {
        if (over) {
            return true;
        }
        if (episode.direct()) {
            return unmap < episode.count() / 2;
        }
        if (!episode.closing(unmap).agreesWith(mappings, episode.mapping(map))) {
            return isOutOfReach(map);
        }
        for (int outer = 0; outer < map; outer++) {
            if (isOpenMap(outer)
                    && !isOutOfReach(outer)
                    && isUndecided(outer)
                    && episode.closing(unmap).agreesWith(mappings, episode.mapping(outer))) {
                return false;
            }
        }
        return true;
    }

    /// Whether an unmap that is still to come may end the mapping.
    private boolean isUndecided(int map) {
        int unmap = partners[map];
        return unmap == UNDECIDED || !episode.closing(unmap).agreesWith(mappings, episode.mapping(map));
    }

    private boolean isOpenMap(int i) {
        return !episode.settled(i) && episode.isMap(i);
    }

    /// Whether no later unmap can be the late one of this map.
    private boolean isOutOfReach(int map) {
        return episode.count() - map > EpisodeResolution.REACH;
    }

    private boolean isLeftAlone(int unmap) {
        int map = episode.lastMapBefore(unmap);
        return map < 0 || episode.settled(map) || isOutOfReach(map);
    }
}
