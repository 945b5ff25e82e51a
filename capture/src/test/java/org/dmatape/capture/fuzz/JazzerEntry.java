// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.fuzz;

import java.io.IOException;

/// Where Jazzer comes in: `fuzz/run` names this class, and the target in a system property.
public final class JazzerEntry {

    /// Names the target.
    static final String TARGET_PROPERTY = "dmatape.fuzz.target";

    /// Jazzer's hooks on comparisons allocate: an input that takes 4 MB without them was seen to take 187 MB with them.
    private static final int TIMES_THE_MEMORY = 4;

    private static final FuzzTarget TARGET =
            FuzzTargets.named(System.getProperty(TARGET_PROPERTY, "no -D" + TARGET_PROPERTY));

    private JazzerEntry() {}

    /// Makes the target, which may take a while.
    public static void fuzzerInitialize() {
        System.err.println("target: " + TARGET.getClass().getSimpleName());
    }

    /// One run.
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        ReaderContract.hold(TARGET, input, TIMES_THE_MEMORY);
    }
}
