// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.compare;

import java.util.List;

/// A group of like operations or requests, and what is measured of them.
///
/// @param subject what they have in common, e.g. `[0000:00:01.0, single, map, to_device, 1..64]`
/// @param metric what is measured
record SampleKey(List<String> subject, Metric metric) {

    SampleKey {
        subject = List.copyOf(subject);
    }
}
