// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.dmatape.capture.recording.CpuStream;
import org.dmatape.capture.recording.EventBlock;

/// The events of one CPU, at the times they have on the tape's clock.
///
/// @param stream the events at the times of their own clock
/// @param map from that clock to the tape's
public record ClockCorrectedStream(CpuStream stream, ClockMap map) implements CpuStream {

    @Override
    public int cpu() {
        return stream.cpu();
    }

    @Override
    public Optional<EventBlock> next() {
        return stream.next().map(block -> new Block(block, map));
    }

    @Override
    public void close() {
        stream.close();
    }

    private record Block(EventBlock block, ClockMap map) implements EventBlock {

        @Override
        public MemorySegment memory() {
            return block.memory();
        }

        @Override
        public int count() {
            return block.count();
        }

        @Override
        public long tsNs(int index) {
            return map.apply(block.tsNs(index));
        }

        @Override
        public long recordOffset(int index) {
            return block.recordOffset(index);
        }

        @Override
        public int recordLength(int index) {
            return block.recordLength(index);
        }

        @Override
        public int lossCount() {
            return block.lossCount();
        }

        @Override
        public int lossBeforeIndex(int loss) {
            return block.lossBeforeIndex(loss);
        }

        @Override
        public long lossEvents(int loss) {
            return block.lossEvents(loss);
        }

        @Override
        public int cpu(int index) {
            return block.cpu(index);
        }

        @Override
        public int lossCpu(int loss) {
            return block.lossCpu(loss);
        }

        @Override
        public void release() {
            block.release();
        }
    }
}
