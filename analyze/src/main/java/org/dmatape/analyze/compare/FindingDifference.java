// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.compare;

import java.util.Optional;
import org.dmatape.queries.Severity;

/// Findings of one kind on one device, counted on both sides.
///
/// @param check id of the check
/// @param severity how bad it is
/// @param kind kind within the check, where it has kinds
/// @param device device, where the finding has one
/// @param before findings on side A, per run
/// @param after findings on side B, per run
public record FindingDifference(
        String check, Severity severity, Optional<String> kind, Optional<String> device, double before, double after) {

    /// Whether side A had none of them.
    public boolean appeared() {
        return before == 0;
    }
}
