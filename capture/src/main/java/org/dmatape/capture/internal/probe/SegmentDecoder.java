// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.probe;

import java.util.List;
import java.util.Optional;
import org.dmatape.capture.eventformat.EventField;
import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.internal.correlate.TracedFunction;
import org.dmatape.capture.internal.decode.FieldReader;
import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.capture.internal.rows.TapeRows;

/// Writes the scatterlist entries of a posted buffer, as far as the probe on the add function fetched them.
///
/// `virtqueue_add_sgs` gets an array of lists, of which the first `out_sgs` are read by the device and the rest
/// written; a probe has a field for each list it fetched (`sg0`, `sg1`, ...), and may have one for what entry 1 of a
/// list links to (`sg1_link`). The other functions get one list (`sg`).
final class SegmentDecoder {

    private static final int LINKING_ENTRY = 1;
    private static final String LINKED = "_link";

    private final TapeRows rows;
    private final TracedFunction function;
    private final List<ScatterlistField> lists;
    /// What entry 1 of each list links to, as far as fetched.
    private final List<Optional<ScatterlistField>> linked;
    private final FieldReader vmemmap;

    SegmentDecoder(EventFormat format, TapeRows rows, TracedFunction function) {
        this.rows = rows;
        this.function = function;
        List<EventField> fields =
                format.fields().stream().filter(ScatterlistField::isScatterlist).toList();
        this.lists = fields.stream().map(ScatterlistField::new).toList();
        this.linked = fields.stream()
                .map(field -> format.field(field.name() + LINKED)
                        .filter(ScatterlistField::isLinked)
                        .map(ScatterlistField::new))
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
            int entries = writeList(event, vqOpId, segment, list, writable, entriesOfList);
            boolean ended = isEnded(event, list, entries, entriesOfList);
            ScatterlistField rest = linked.get(i).orElse(list);
            if (rest != list && !ended && entries == LINKING_ENTRY && list.isLink(event, entries)) {
                int restEntries = writeList(event, vqOpId, segment + entries, rest, writable, -1);
                ended = isEnded(event, rest, restEntries, -1);
                entries += restEntries;
            }
            segment += entries;
            complete &= ended;
        }
        return !complete;
    }

    private int writeList(
            EventCursor event,
            long vqOpId,
            int firstSegment,
            ScatterlistField list,
            boolean writable,
            long entriesOfList) {
        int fetched = list.count(event);
        int entry = 0;
        while (entry < fetched && isEntry(event, list, entry) && !isEnded(event, list, entry, entriesOfList)) {
            writeEntry(event, vqOpId, firstSegment + entry, list, entry, writable);
            entry++;
        }
        return entry;
    }

    private boolean isEntry(EventCursor event, ScatterlistField list, int entry) {
        return function.isPremapped() ? list.isPremapped(event, entry) : list.isEntry(event, entry);
    }

    /// Whether the entries so far are the whole list.
    private static boolean isEnded(EventCursor event, ScatterlistField list, int entries, long entriesOfList) {
        return entries > 0 && (list.isLast(event, entries - 1) || entries == entriesOfList);
    }

    private void writeEntry(
            EventCursor event, long vqOpId, int segment, ScatterlistField list, int entry, boolean writable) {
        boolean premapped = function.isPremapped();
        long sizeBytes = premapped ? list.premappedBytes(event, entry) : list.sizeBytes(event, entry);
        rows.vqSegments().add(vqOpId, segment, sizeBytes, writable);
        long phys = list.physAddress(event, entry, vmemmap.read(event));
        if (phys != ScatterlistField.UNKNOWN) {
            rows.vqSegments().physAddress(phys);
        }
        if (premapped) {
            rows.vqSegments().dmaAddress(list.dmaAddress(event, entry));
        }
    }
}
