// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.output;

import java.math.BigDecimal;

/// Times as people read them: with the unit that suits them and every digit, so that SQL's `to_ns('338.738 us')`
/// gives the number back.
public final class Nanoseconds {

    private static final long MICROSECOND = 1_000;
    private static final long MILLISECOND = 1_000_000;
    private static final long SECOND = 1_000_000_000;

    private Nanoseconds() {}

    /// With the unit that suits it, e.g. `338.738 us`.
    public static String readable(long ns) {
        if (-MICROSECOND < ns && ns < MICROSECOND) {
            return ns + " ns";
        }
        if (-MILLISECOND < ns && ns < MILLISECOND) {
            return scaled(ns, 3) + " us";
        }
        if (-SECOND < ns && ns < SECOND) {
            return scaled(ns, 6) + " ms";
        }
        return scaled(ns, 9) + " s";
    }

    private static String scaled(long ns, int digits) {
        return BigDecimal.valueOf(ns, digits).stripTrailingZeros().toPlainString();
    }
}
