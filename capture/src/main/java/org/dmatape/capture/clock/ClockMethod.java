// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock;

/// How the relation of a source's clock to the tape's is known.
public enum ClockMethod {
    /// It is the tape's clock, or another clock of the same kernel with a known bound.
    SAME("same"),
    /// The recorder measured it and wrote it into the file.
    FILE("file"),
    /// The recorder measured it while it recorded.
    MEASURED("measured"),
    /// From the order of events that both sources saw.
    ALIGNED("aligned"),
    /// The user said so.
    GIVEN("given"),
    /// Nothing ties the two together: times are the source's own, and nothing may be concluded from their order.
    UNKNOWN("unknown");

    private final String text;

    ClockMethod(String text) {
        this.text = text;
    }

    /// Value of column `method`.
    public String text() {
        return text;
    }
}
