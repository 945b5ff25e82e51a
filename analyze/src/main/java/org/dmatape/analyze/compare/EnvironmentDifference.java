// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.compare;

import java.util.List;

/// Something the two sides were not recorded under alike, which makes every comparison of costs a comparison of
/// platforms.
///
/// @param subject what differs: a device, `host`, `tape` or `recording`
/// @param aspect which of its facts, e.g. `kernel`, `memory`, `invalidation`
/// @param before what side A says; several values when its runs differ among themselves; empty when it says nothing
/// @param after what side B says
public record EnvironmentDifference(String subject, String aspect, List<String> before, List<String> after) {

    public EnvironmentDifference {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }
}
