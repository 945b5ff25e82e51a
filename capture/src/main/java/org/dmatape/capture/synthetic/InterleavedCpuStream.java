// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.synthetic;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.dmatape.capture.recording.CpuStream;
import org.dmatape.capture.recording.EventBlock;
import org.dmatape.capture.ringbuffer.PooledBlock;
import org.dmatape.capture.ringbuffer.PrefetchingCpuStream;

/// A file cut into chunks that several lanes parse side by side: lane n of k has the chunks n, n + k, n + 2k and so on.
/// This stream takes a block from each lane in turn, which puts the chunks in order again.
public final class InterleavedCpuStream implements CpuStream {

    private final List<PrefetchingCpuStream> lanes;
    private final Consumer<PooledBlock> inOrder;
    private int turn;
    private boolean ended;

    /// A stream over these lanes.
    ///
    /// @param inOrder sees every block in the order of the file, before the reader does
    public InterleavedCpuStream(List<PrefetchingCpuStream> lanes, Consumer<PooledBlock> inOrder) {
        this.lanes = List.copyOf(lanes);
        this.inOrder = inOrder;
    }

    @Override
    public int cpu() {
        return 0;
    }

    @Override
    public Optional<EventBlock> next() {
        if (ended) {
            return Optional.empty();
        }
        Optional<PooledBlock> block = lanes.get(turn).nextPooled();
        turn = (turn + 1) % lanes.size();
        ended = block.isEmpty();
        block.ifPresent(inOrder);
        return block.map(filled -> filled);
    }

    @Override
    public void close() {
        lanes.forEach(PrefetchingCpuStream::close);
    }
}
