// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.event.layout;

/// What a `__data_loc` field holds: length in the upper half, offset from the record's beginning in the lower.
public final class DataLocation {

    private DataLocation() {}

    /// The word for so many bytes at an offset.
    public static int of(int offset, int length) {
        return length << 16 | offset;
    }
}
