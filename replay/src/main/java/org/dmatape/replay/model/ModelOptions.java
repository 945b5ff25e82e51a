// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model;

/// What the model needs to be told.
///
/// @param leakedAfter a mapping is leaked when its device has since mapped and unmapped this many others
/// @param stalledAfter a buffer is stalled when this many added after it to the same queue have come back
/// @param rememberedAddresses addresses with nothing mapped whose history is kept
public record ModelOptions(int leakedAfter, int stalledAfter, int rememberedAddresses) {

    private static final int LEAKED_AFTER = 8;
    private static final int STALLED_AFTER = 32;
    private static final int REMEMBERED_ADDRESSES = 1 << 18;

    /// The same thresholds as the checks, and the last 262,144 addresses.
    public static ModelOptions defaults() {
        return new ModelOptions(LEAKED_AFTER, STALLED_AFTER, REMEMBERED_ADDRESSES);
    }
}
