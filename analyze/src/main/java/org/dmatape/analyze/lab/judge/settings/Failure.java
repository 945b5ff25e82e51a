// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.judge.settings;

/// What can fail a night.
public enum Failure {
    /// A metric got worse tonight.
    REGRESSION,
    /// A metric got worse some night, and neither came back nor was accepted.
    OPEN_REGRESSION,
    /// Findings of a kind that the night before had none of.
    NEW_FINDING,
    /// Findings that the night before had too.
    KNOWN_FINDING,
    /// A capture that cannot be read.
    BROKEN_CAPTURE
}
