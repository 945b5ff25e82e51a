// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.manifest;

/// What the recording lacks, in one line; table `loss` has the details.
///
/// @param spans rows of table `loss`
/// @param events events lost, as far as the kernel counted them
/// @param uncounted whether there were losses the kernel did not count
public record LossSummary(long spans, long events, boolean uncounted) {

    /// Nothing was lost.
    public static LossSummary none() {
        return new LossSummary(0, 0, false);
    }
}
