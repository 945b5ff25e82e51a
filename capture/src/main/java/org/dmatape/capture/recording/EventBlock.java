// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.recording;

import java.lang.foreign.MemorySegment;

/// Consecutive events of a stream, walked as far as the ring buffer's own headers go: when each happened and where its
/// record lies. Blocks are pooled; give each back with [#release()] and do not touch it afterwards.
public interface EventBlock {

    /// Memory the records lie in, in the byte order of the recording. Records are not aligned.
    MemorySegment memory();

    /// Events in this block.
    int count();

    /// Time of an event in nanoseconds, corrected as the file asks for (TSC2NSEC, OFFSET, TIME_SHIFT).
    long tsNs(int index);

    /// CPU that wrote an event: always the stream's, unless the stream carries several CPUs.
    int cpu(int index);

    /// Where the record (beginning with `common_type`) lies in [#memory()].
    long recordOffset(int index);

    /// Bytes from there that belong to the event, padding included: nothing may be read beyond.
    int recordLength(int index);

    /// Places in this block where events are missing.
    int lossCount();

    /// Index of the first event after the loss; [#count()] when it lies behind the last event.
    int lossBeforeIndex(int loss);

    /// How many events were lost there; -1 where the kernel did not say.
    long lossEvents(int loss);

    /// CPU on which events were lost there.
    int lossCpu(int loss);

    /// Gives the block back.
    void release();
}
