// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.bug;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.dmatape.samples.generate.BugKind;
import org.dmatape.samples.generate.internal.machine.kernel.SeededRandom;

/// When which bug is committed: in random order, evenly spread over the first four fifths of the recording, so that
/// what is leaked has time to be seen as leaked.
public final class BugSchedule {

    private final List<BugKind> outstanding = new ArrayList<>();
    private final Map<BugKind, BugInjector> injectors = new EnumMap<>(BugKind.class);
    private final Map<BugKind, Integer> occurrences = new EnumMap<>(BugKind.class);
    private final long intervalEvents;
    private long nextDue;

    public BugSchedule(Map<BugKind, Integer> counts, long events, SeededRandom random) {
        counts.forEach((kind, count) -> {
            injectors.put(kind, BugInjector.of(kind));
            for (int i = 0; i < count; i++) {
                outstanding.add(kind);
            }
        });
        for (int i = outstanding.size() - 1; i > 0; i--) {
            int other = random.below(i + 1);
            BugKind swapped = outstanding.get(other);
            outstanding.set(other, outstanding.get(i));
            outstanding.set(i, swapped);
        }
        intervalEvents = events * 4 / 5 / (outstanding.size() + 1);
        nextDue = intervalEvents;
    }

    /// Bugs not committed yet.
    public int outstanding() {
        return outstanding.size();
    }

    /// Whether a bug should be committed now.
    public boolean due(long events) {
        return !outstanding.isEmpty() && events >= nextDue;
    }

    /// The bug that is next in turn.
    public BugKind next() {
        return outstanding.getLast();
    }

    /// How often the next bug was committed before.
    public int occurrence() {
        return occurrences.getOrDefault(next(), 0);
    }

    /// Tries to commit the next bug; the one after it gets its turn when this one is not possible here.
    ///
    /// @return whether it was committed
    public boolean commit(BugSite site) {
        BugKind kind = next();
        BugInjector injector = injectors.computeIfAbsent(kind, BugInjector::of);
        outstanding.removeLast();
        if (!injector.commit(site)) {
            outstanding.addFirst(kind);
            return false;
        }
        occurrences.merge(kind, 1, Integer::sum);
        site.kernel().tally().bug(kind);
        nextDue += intervalEvents;
        return true;
    }
}
