// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.series;

import java.util.Optional;
import org.dmatape.queries.Severity;

/// How often a capture has findings of one kind.
///
/// @param check id of the check
/// @param kind kind within the check, where it has kinds
/// @param severity how bad it is
/// @param count findings, above zero
public record FindingCount(String check, Optional<String> kind, Severity severity, long count) {

    /// Check and kind as people read them: `unmap-unmapped (double-unmap)`.
    public String label() {
        return kind.map(name -> check + " (" + name + ")").orElse(check);
    }
}
