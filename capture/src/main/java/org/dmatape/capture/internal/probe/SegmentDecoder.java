// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.probe;

import java.util.List;
import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.internal.correlate.TracedFunction;
import org.dmatape.capture.internal.decode.FieldReader;
import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.capture.internal.rows.TapeRows;

/// Writes the scatterlist entries of a posted buffer, as far as the probe on the add function fetched them.
///
/// `virtqueue_add_sgs` gets an array of lists, of which the first `out_sgs` are read by the device and the rest
/// written;
/// a probe has a field for each list it fetched (`sg0`, `sg1`, ...). The other functions get one list (`sg`).
final class SegmentDecoder {

    private final TapeRows rows;
    private final TracedFunction function;
    private final List<ScatterlistField> lists;
    private final FieldReader vmemmap;

    SegmentDecoder(EventFormat format, TapeRows rows, TracedFunction function) {
        this.rows = rows;
        this.function = function;
        this.lists = format.fields().stream()
                .filter(ScatterlistField::isScatterlist)
                .map(ScatterlistField::new)
                .toList();
        this.vmemmap = FieldReader.of(format, "vmemmap", "vmemmap_base");
    }

    boolean isPresent() {
        return !lists.isEmpty();
    }

    /// Writes the segments of a buffer.
    ///
    /// @param outLists lists the device reads
    /// @param allLists lists altogether
    /// @param entriesOfList entries of a single list, or -1
    /// @return whether some segments were not fetched
    boolean write(EventCursor event, long vqOpId, int outLists, int allLists, long entriesOfList) {
        int segment = 0;
        boolean complete = lists.size() >= allLists;
        for (int i = 0; i < Math.min(lists.size(), allLists); i++) {
            ScatterlistField list = lists.get(i);
            boolean writable =
                    function == TracedFunction.VIRTQUEUE_ADD_SGS ? i >= outLists : function.postsDeviceWritable();
            int fetched = list.count(event);
            int entry = 0;
            boolean ended = false;
            while (entry < fetched && !ended && list.isEntry(event, entry)) {
                writeEntry(event, vqOpId, segment, list, entry, writable);
                segment++;
                entry++;
                ended = list.isLast(event, entry - 1) || entry == entriesOfList;
            }
            complete &= ended;
        }
        return !complete;
    }

    private void writeEntry(
            EventCursor event, long vqOpId, int segment, ScatterlistField list, int entry, boolean writable) {
        rows.vqSegments().add(vqOpId, segment, list.sizeBytes(event, entry), writable);
        long phys = list.physAddress(event, entry, vmemmap.read(event));
        if (phys != ScatterlistField.UNKNOWN) {
            rows.vqSegments().physAddress(phys);
        }
        if (function.isPremapped()) {
            rows.vqSegments().dmaAddress(list.dmaAddress(event, entry));
        }
    }
}
