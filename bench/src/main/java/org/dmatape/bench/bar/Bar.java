// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.bar;

/// The bars of the project that this harness measures.
public enum Bar {
    /// Import against trace-cmd.
    IMPORT_OVER_TRACE_CMD("import, events/s over `trace-cmd report`", Direction.AT_LEAST, 10, "x"),
    /// Import against babeltrace2.
    IMPORT_OVER_BABELTRACE("import, events/s over `babeltrace2 -o dummy`", Direction.AT_LEAST, 3, "x"),
    /// Import against what it cannot do without.
    IMPORT_OVER_FLOOR("import, wall time over the floor", Direction.AT_MOST, 3, "x"),
    /// Memory of imports that differ in size only.
    IMPORT_MEMORY_FLAT("import, peak memory of the largest over the smallest input", Direction.AT_MOST, 1.25, "x"),
    /// The tape's size.
    TAPE_BYTES_PER_EVENT("tape, bytes per event on disk", Direction.AT_MOST, 12, "B"),
    /// All checks.
    CHECK_WALL("all checks, wall time", Direction.AT_MOST, 10, "s"),
    /// Memory of all checks over a tape that does not fit into it.
    CHECK_LARGE_MEMORY("all checks over the large tape, peak memory", Direction.AT_MOST, 8, "GiB"),
    /// Whether the cost of the checks grows with the events, and no faster.
    CHECK_LINEAR(
            "all checks, processor time per event of the large tape over that of the other",
            Direction.AT_MOST,
            1.25,
            "x"),
    /// Replay against the model.
    REPLAY_RATE("replay, million events per second of processor time", Direction.AT_LEAST, 1, "M"),
    /// Replay under all policies.
    POLICY_RATE("replay under all policies, million events per second of processor time", Direction.AT_LEAST, 1, "M"),
    /// The least that can be started.
    VERSION_WALL("`dmatape --version`, wall time", Direction.AT_MOST, 0.3, "s"),
    /// A canned query.
    QUERY_WALL("a canned query on a small tape, wall time", Direction.AT_MOST, 1, "s"),
    /// What somebody new runs first, once it is built.
    DEMO_WALL("`dmatape demo`, wall time", Direction.AT_MOST, 10, "s");

    /// On which side of the bar it is good to be.
    public enum Direction {
        /// More is better.
        AT_LEAST("at least"),
        /// Less is better.
        AT_MOST("at most");

        private final String words;

        Direction(String words) {
            this.words = words;
        }

        /// In words.
        public String words() {
            return words;
        }
    }

    private final String label;
    private final Direction direction;
    private final double limit;
    private final String unit;

    Bar(String label, Direction direction, double limit, String unit) {
        this.label = label;
        this.direction = direction;
        this.limit = limit;
        this.unit = unit;
    }

    /// What is held against the bar.
    public String label() {
        return label;
    }

    /// On which side of the limit it is good to be.
    public Direction direction() {
        return direction;
    }

    /// Where the bar lies.
    public double limit() {
        return limit;
    }

    /// Unit of the limit.
    public String unit() {
        return unit;
    }

    /// Whether this value is on the good side; the limit itself is.
    public boolean isMetBy(double value) {
        return direction == Direction.AT_LEAST ? value >= limit : value <= limit;
    }
}
