// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.check;

/// Told what the checks are doing.
@FunctionalInterface
public interface CheckProgress {

    /// Nobody is told.
    CheckProgress SILENT = (check, done, total) -> {};

    /// A check begins.
    ///
    /// @param check its id
    /// @param done checks that are done
    /// @param total checks there are
    void begins(String check, int done, int total);
}
