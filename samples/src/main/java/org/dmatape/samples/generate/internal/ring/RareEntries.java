// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.ring;

/// Which of the rarer kinds of entries a ring contains, and how often. The intervals are coprime so that all
/// combinations come up.
///
/// @param discarded discarded entries (each followed by an absolute time stamp, as the kernel does) and padding up to
/// the end of some sub-buffers
/// @param absoluteTimeStamps absolute time stamps
public record RareEntries(boolean discarded, boolean absoluteTimeStamps) {

    private static final int DISCARDED_INTERVAL = 61;
    private static final int ABSOLUTE_INTERVAL = 43;
    private static final int PADDED_PAGE_INTERVAL = 5;

    boolean discardBefore(long entry) {
        return discarded && entry % DISCARDED_INTERVAL == DISCARDED_INTERVAL - 1;
    }

    boolean stampAbsolutely(long entry) {
        return absoluteTimeStamps && entry % ABSOLUTE_INTERVAL == ABSOLUTE_INTERVAL - 1;
    }

    boolean padToEnd(long subBuffer) {
        return discarded && subBuffer % PADDED_PAGE_INTERVAL == PADDED_PAGE_INTERVAL - 1;
    }
}
