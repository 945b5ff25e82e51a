// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.manifest;

import static java.util.Objects.requireNonNull;

/// How the clock of a source relates to the tape's.
///
/// @param sourceId the source
/// @param name of the source's clock, e.g. `mono`
/// @param offsetNs added to the source's times
/// @param uncertaintyNs bound of the error
/// @param method `same`, `file`, `aligned`, `given` or `unknown`
public record ClockInfo(int sourceId, String name, long offsetNs, long uncertaintyNs, String method) {

    /// Checks what must be there.
    public ClockInfo {
        requireNonNull(name, "name is missing");
        requireNonNull(method, "method is missing");
    }
}
