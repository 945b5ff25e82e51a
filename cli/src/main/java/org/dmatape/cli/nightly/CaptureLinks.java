// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.nightly;

import java.util.Optional;

/// Where the reports of single captures are.
@FunctionalInterface
public interface CaptureLinks {

    /// The report of a capture, as a link from where the overview of the night lies; empty when there is none.
    ///
    /// @param captureId key of the capture in the store
    Optional<String> to(String captureId);

    /// No reports.
    static CaptureLinks none() {
        return _ -> Optional.empty();
    }
}
