// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.read;

import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.dmatape.format.TapeException;

/// All parts of a table as one stream of Arrow batches.
public abstract class TableReader extends ArrowReader {

    /// A reader whose batches come from an allocator.
    protected TableReader(BufferAllocator allocator) {
        super(allocator);
    }

    /// Rows loaded so far.
    public abstract long rowsRead();

    /// Why reading stopped, when it stopped before the end. For callers behind the C data interface, which see
    /// a failure only as text.
    public abstract Optional<TapeException> failure();
}
