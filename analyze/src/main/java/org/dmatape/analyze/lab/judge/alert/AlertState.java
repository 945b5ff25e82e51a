// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.judge.alert;

import java.util.Locale;

/// What became of what was found.
public enum AlertState {
    /// Raised this night.
    NEW,
    /// Raised some night before, and still so.
    OPEN,
    /// A metric that came back.
    ENDED,
    /// A change for the better, or for neither, that became the level to compare with.
    SETTLED,
    /// Accepted by somebody.
    ACCEPTED;

    /// As people and programs read it.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
