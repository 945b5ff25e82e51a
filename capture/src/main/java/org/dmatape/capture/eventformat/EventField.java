// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.eventformat;

/// One field of an event, as its `format` text declares it.
///
/// @param name name without array brackets
/// @param type C type as printed, e.g. `u64`, `char[]`
/// @param offset bytes from the start of the record
/// @param sizeBytes bytes in the record (4 for a dynamic array)
/// @param signed whether the number is signed
/// @param kind where the value lies
/// @param elementSizeBytes bytes of one element of an array; `sizeBytes` for a scalar
public record EventField(
        String name, String type, int offset, int sizeBytes, boolean signed, FieldKind kind, int elementSizeBytes) {}
