// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.driver;

import static org.dmatape.replay.model.internal.mapping.Episode.UNDECIDED;

import java.util.Arrays;
import org.dmatape.replay.model.internal.mapping.Episode;
import org.dmatape.replay.model.internal.mapping.Mappings;
import org.dmatape.replay.model.internal.table.LossSpans;

/// Decides, as far as can be decided now, which unmap of an episode ends which map.
///
/// 1. An unmap first looks for the innermost open map that says the same.
/// 2. Behind a translation an address is live once: such a pair is believed when nothing stands between the two, or
///    when they are close together, nothing between them was lost, and two CPUs were at work. Pairs inside each other
/// are then taken first come, first
///    served. Without translation all are believed, and first come, first served holds throughout while every unmap has
///    found a map.
/// 3. An unmap that found none ends the latest map although it says something else.
final class EpisodeResolution {

    /// How many operations may stand between a map and its late unmap, both counted.
    static final int REACH = 7;

    private final Episode episode;
    private final Mappings mappings;
    private final LossSpans losses;
    private final int count;
    private final int[] nested;
    private final int[] partner;
    private boolean unmatched;

    private EpisodeResolution(Episode episode, Mappings mappings, LossSpans losses) {
        this.episode = episode;
        this.mappings = mappings;
        this.losses = losses;
        count = episode.count();
        nested = undecided(count);
        partner = undecided(count);
    }

    /// The partner of each operation, or [Episode#UNDECIDED].
    static int[] partners(Episode episode, Mappings mappings, LossSpans losses) {
        EpisodeResolution resolution = new EpisodeResolution(episode, mappings, losses);
        resolution.nest();
        if (episode.direct() && !resolution.unmatched) {
            resolution.firstComeFirstServed(0, resolution.count - 1, false);
        } else {
            resolution.takeFamilies();
        }
        resolution.takeDiffering();
        return resolution.partner;
    }

    private void nest() {
        for (int i = 0; i < count; i++) {
            if (episode.settled(i) || episode.isMap(i)) {
                continue;
            }
            int map = innermostLike(i);
            if (map == UNDECIDED) {
                unmatched = true;
            } else {
                nested[i] = map;
                nested[map] = i;
            }
        }
    }

    private int innermostLike(int unmap) {
        for (int map = unmap - 1; map >= 0; map--) {
            if (isOpenMap(map)
                    && nested[map] == UNDECIDED
                    && episode.closing(unmap).agreesWith(mappings, episode.mapping(map))) {
                return map;
            }
        }
        return UNDECIDED;
    }

    private boolean isOpenMap(int i) {
        return !episode.settled(i) && episode.isMap(i);
    }

    /// A family is an outermost believed pair with what lies inside it and says the same.
    private void takeFamilies() {
        for (int i = 0; i < count; i++) {
            if (isOpenMap(i) && partner[i] == UNDECIDED && isBelieved(i)) {
                firstComeFirstServed(i, nested[i], true);
            }
        }
    }

    private boolean isBelieved(int map) {
        int unmap = nested[map];
        if (unmap == UNDECIDED) {
            return false;
        }
        return episode.direct()
                || unmap - map == 1
                || (unmap - map <= REACH
                        && episode.changesCpu(map, unmap)
                        && !losses.between(episode.eventId(map), episode.eventId(unmap)));
    }

    private void firstComeFirstServed(int from, int to, boolean oneFamily) {
        for (int unmap = from; unmap <= to; unmap++) {
            if (episode.settled(unmap)
                    || episode.isMap(unmap)
                    || nested[unmap] == UNDECIDED
                    || (oneFamily && !belongs(unmap, from))) {
                continue;
            }
            for (int map = from; map < unmap; map++) {
                if (isOpenMap(map)
                        && partner[map] == UNDECIDED
                        && (!oneFamily || (nested[map] != UNDECIDED && isBelieved(map)))
                        && episode.closing(unmap).agreesWith(mappings, episode.mapping(map))) {
                    partner[map] = unmap;
                    partner[unmap] = map;
                    break;
                }
            }
        }
    }

    private boolean belongs(int unmap, int firstMap) {
        return isBelieved(nested[unmap])
                && nested[unmap] >= firstMap
                && episode.closing(unmap).agreesWith(mappings, episode.mapping(firstMap));
    }

    private void takeDiffering() {
        for (int unmap = 0; unmap < count; unmap++) {
            if (episode.settled(unmap) || episode.isMap(unmap) || partner[unmap] != UNDECIDED) {
                continue;
            }
            int map = episode.lastMapBefore(unmap);
            while (episode.direct() && map >= 0 && (episode.settled(map) || partner[map] != UNDECIDED)) {
                map = episode.lastMapBefore(map);
            }
            if (map >= 0 && isOpenMap(map) && partner[map] == UNDECIDED) {
                partner[map] = unmap;
                partner[unmap] = map;
            }
        }
    }

    private static int[] undecided(int count) {
        int[] values = new int[count];
        Arrays.fill(values, UNDECIDED);
        return values;
    }
}
