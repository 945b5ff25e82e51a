// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.rows;

/// What a device did, or wanted to do, at an address. The values of column `access`.
public enum AccessKind {
    /// It read.
    READ("read"),
    /// It wrote.
    WRITE("write"),
    /// The source does not say.
    UNKNOWN("unknown");

    private final String text;

    AccessKind(String text) {
        this.text = text;
    }

    /// The value of the column.
    public String text() {
        return text;
    }

    /// Read or write.
    public static AccessKind ofWrite(boolean isWrite) {
        return isWrite ? WRITE : READ;
    }
}
