// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.fuzz;

import java.io.IOException;
import java.util.List;

/// A reader of untrusted bytes, and inputs to begin with.
public interface FuzzTarget {

    /// Reads an input to its end. It may refuse it, with the exceptions [ReaderContract] allows.
    ///
    /// @return whether there was something in it
    boolean read(byte[] input) throws IOException;

    /// Small inputs that are well-formed, or nearly: the fuzzer changes these.
    List<byte[]> seeds() throws IOException;
}
