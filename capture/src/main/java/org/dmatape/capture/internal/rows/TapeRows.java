// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.rows;

import java.util.function.Function;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.format.write.TableAppender;
import org.dmatape.format.write.TextPool;

/// The event tables of a tape being written, all numbered from one counter.
///
/// @param numbers counter of event numbers
/// @param words fixed words
/// @param dmaOps table `dma_op`
/// @param iommuOps table `iommu_op`
/// @param vqOps table `vq_op`
/// @param vqSegments table `vq_segment`
/// @param bounces table `bounce`
/// @param deviceAccesses table `device_access`
/// @param deviceVqOps table `device_vq_op`
/// @param iommuFaults table `iommu_fault`
/// @param losses table `loss`
/// @param stacks tables `event_stack` and `call_stack`
public record TapeRows(
        EventNumbers numbers,
        Vocabulary words,
        DmaOpRows dmaOps,
        IommuOpRows iommuOps,
        VqOpRows vqOps,
        VqSegmentRows vqSegments,
        BounceRows bounces,
        DeviceAccessRows deviceAccesses,
        DeviceVqOpRows deviceVqOps,
        IommuFaultRows iommuFaults,
        LossRows losses,
        StackRows stacks) {

    /// The tables of that tape.
    ///
    /// @param tables appender of each table
    /// @param texts text pool of the tape
    public static TapeRows of(Function<TapeTable, TableAppender> tables, TextPool texts) {
        return of(tables, texts, new EventNumbers());
    }

    /// The tables of a tape that goes on numbering where another one ended.
    public static TapeRows of(Function<TapeTable, TableAppender> tables, TextPool texts, EventNumbers numbers) {
        Vocabulary words = new Vocabulary(texts);
        return new TapeRows(
                numbers,
                words,
                new DmaOpRows(tables.apply(TapeTable.DMA_OP), numbers, words),
                new IommuOpRows(tables.apply(TapeTable.IOMMU_OP), numbers, words),
                new VqOpRows(tables.apply(TapeTable.VQ_OP), numbers, words),
                new VqSegmentRows(tables.apply(TapeTable.VQ_SEGMENT)),
                new BounceRows(tables.apply(TapeTable.BOUNCE), numbers),
                new DeviceAccessRows(tables.apply(TapeTable.DEVICE_ACCESS), numbers, words),
                new DeviceVqOpRows(tables.apply(TapeTable.DEVICE_VQ_OP), numbers),
                new IommuFaultRows(tables.apply(TapeTable.IOMMU_FAULT), numbers, words),
                new LossRows(tables.apply(TapeTable.LOSS)),
                new StackRows(tables, texts));
    }
}
