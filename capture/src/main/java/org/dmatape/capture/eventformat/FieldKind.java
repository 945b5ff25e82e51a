// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.eventformat;

/// Where the value of a field lies.
public enum FieldKind {
    /// In the record, at the field's offset.
    SCALAR,
    /// In the record, several elements in a row (`char rwbs[10]`).
    FIXED_ARRAY,
    /// Elsewhere in the record: a 32-bit word holds offset from the record's start (low half) and length (high half).
    DATA_LOC,
    /// Elsewhere in the record: as [#DATA_LOC], but the offset counts from the end of the 32-bit word.
    REL_LOC
}
