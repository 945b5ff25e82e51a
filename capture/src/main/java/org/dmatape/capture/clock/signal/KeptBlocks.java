// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock.signal;

import java.util.Arrays;

/// Which entries of a series are kept that may become longer than there is room for: the first ones, and of what
/// follows whole blocks that are spread evenly over all of it. Each time the room is used up, about half of the
/// blocks are given up. Which are kept depends on nothing but their numbers: not by a stride, because two series
/// thinned by strides may have kept what happened at different times, all the way.
///
/// ```
/// entries  | first ones      | block 0 | block 1 | block 2 | block 3 | ...
/// kept     | all of them     |         | block 1 |         |         | ...   at level 2: one in four
/// ```
final class KeptBlocks {

    /// Splits 64 bits into others that look random (Steele, Lea, Flood: Fast Splittable Pseudorandom Number
    /// Generators).
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private static final long FIRST_FACTOR = 0xbf58476d1ce4e5b9L;
    private static final long SECOND_FACTOR = 0x94d049bb133111ebL;

    private final int most;
    private final int first;
    private final int blockLength;
    private final int leastBlocks;
    private long[] numbers = new long[16];
    private int blocks;
    private int kept;
    private long seen;
    private int level;
    private boolean isGivenUp;
    private boolean takes = true;

    /// Moves entries to a place before theirs.
    interface Mover {
        void move(int from, int to, int count);
    }

    /// @param most entries there is room for
    /// @param first of the first entries, how many are kept whatever follows
    /// @param blockLength entries of a block
    /// @param leastBlocks blocks that must be of one time with blocks of another such series; when there would be
    ///     fewer, only the first entries are kept
    KeptBlocks(int most, int first, int blockLength, int leastBlocks) {
        this.most = most;
        this.first = first;
        this.blockLength = blockLength;
        this.leastBlocks = leastBlocks;
    }

    /// Whether the next entry is kept; it goes to the end of those that are, which may have been moved.
    boolean takesNext(Mover mover) {
        long behind = seen - first;
        seen++;
        if (behind >= 0 && behind % blockLength == 0) {
            beginBlock(behind / blockLength, mover);
        }
        kept += takes ? 1 : 0;
        return takes;
    }

    private void beginBlock(long number, Mover mover) {
        while (isKept(number) && kept + blockLength > most) {
            level++;
            isGivenUp = ((most - first) / blockLength) >> level < leastBlocks;
            thin(mover);
        }
        takes = isKept(number);
        if (takes) {
            if (blocks == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * blocks);
            }
            numbers[blocks] = number;
            blocks++;
        }
    }

    private void thin(Mover mover) {
        int left = 0;
        for (int i = 0; i < blocks; i++) {
            if (isKept(numbers[i])) {
                mover.move(placeOf(i), placeOf(left), blockLength);
                numbers[left] = numbers[i];
                left++;
            }
        }
        blocks = left;
        kept = placeOf(left);
    }

    private boolean isKept(long number) {
        if (isGivenUp) {
            return false;
        }
        long mixed = (number + 1) * GOLDEN;
        mixed = (mixed ^ (mixed >>> 30)) * FIRST_FACTOR;
        mixed = (mixed ^ (mixed >>> 27)) * SECOND_FACTOR;
        return Long.numberOfTrailingZeros(mixed ^ (mixed >>> 31)) >= level;
    }

    private int placeOf(int block) {
        return first + block * blockLength;
    }

    /// Entries kept.
    int kept() {
        return kept;
    }

    /// Whether entries right before that one were given up.
    boolean followsGap(int place) {
        return place >= first && (place - first) % blockLength == 0 && isBroken(place, place);
    }

    /// Whether entries were given up right before any of a range of those that are kept, both ends included.
    boolean isBroken(int fromPlace, int toPlace) {
        int from = Math.max(0, Math.ceilDiv(fromPlace - first, blockLength));
        int to = Math.min(blocks - 1, Math.floorDiv(toPlace - first, blockLength));
        long before = from == 0 ? -1 : numbers[from - 1];
        return from <= to && numbers[to] - before != to - from + 1;
    }

    /// Place of the first entry that follows a gap, of at least [#kept()] when there is none.
    int firstGap() {
        int block = 0;
        while (block < blocks && numbers[block] == block) {
            block++;
        }
        return placeOf(block);
    }

    /// Whether the entries seen last were given up.
    boolean endsInGap() {
        return !takes;
    }
}
