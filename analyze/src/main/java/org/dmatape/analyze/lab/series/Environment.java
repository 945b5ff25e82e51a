// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.series;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// Where captures of one fingerprint were made.
///
/// @param fingerprint digest of the facts
/// @param facts what was stated, e.g. `host.kernel` with `6.12.0`, in order of name
public record Environment(String fingerprint, Map<String, String> facts) {

    /// Copies and sorts the facts.
    public Environment {
        facts = Collections.unmodifiableMap(new TreeMap<>(facts));
    }
}
