// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.output;

import java.math.BigInteger;

/// The one way addresses are printed: `0x`, lower case, no leading zeros, unsigned.
public final class Hex {

    private Hex() {}

    /// An unsigned 64-bit address.
    public static String of(long address) {
        return "0x" + Long.toHexString(address);
    }

    /// An address as SQL has it.
    static String of(Object address) {
        return address instanceof BigInteger big ? "0x" + big.toString(16) : of(((Number) address).longValue());
    }
}
