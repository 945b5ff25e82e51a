// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.policy.internal;

import org.dmatape.replay.policy.PolicyOptions.TranslationCache;

/// Which accesses the IOTLB is simulated with.
enum AccessSource {
    /// Those the tape has, from the device's side.
    RECORDED("recorded accesses"),
    /// The tape has none: the device is taken to use every page once, when it is mapped.
    EVERY_MAPPED_PAGE("one access per mapped page");

    private final String words;

    AccessSource(String words) {
        this.words = words;
    }

    String describe(TranslationCache shape) {
        return "IOTLB of " + shape.entries() + " in sets of " + shape.ways() + ", page-walk cache of "
                + shape.walkEntries() + ", " + words;
    }
}
