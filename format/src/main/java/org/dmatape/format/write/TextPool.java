// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.write;

import java.lang.foreign.MemorySegment;

/// The texts of a tape, each stored once. One pool serves all tables; text columns hold the numbers it gives
/// out. Numbers are dense, from 0, in the order of first use, so that the same input gives the same numbers.
public interface TextPool {

    /// The number of a text.
    int idOf(String text);

    /// The number of the text in `bytes[offset, offset + length)` (UTF-8; malformed input is replaced), without
    /// making a String when it is known already. Used on the hot path.
    int idOf(MemorySegment bytes, long offset, int length);

    /// The text of a number.
    String textOf(int textId);

    /// How many texts there are.
    int size();
}
