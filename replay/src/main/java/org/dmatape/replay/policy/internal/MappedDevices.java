// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.policy.internal;

import java.util.List;
import java.util.TreeSet;
import org.dmatape.replay.buffer.BufferListener;
import org.dmatape.replay.buffer.BufferPairs;
import org.dmatape.replay.buffer.Buffers;
import org.dmatape.replay.event.AccessResult;
import org.dmatape.replay.event.Bounce;
import org.dmatape.replay.event.DeviceAccess;
import org.dmatape.replay.event.DmaDirection;
import org.dmatape.replay.event.DmaOp;
import org.dmatape.replay.event.DmaOperation;
import org.dmatape.replay.event.IommuOperation;
import org.dmatape.replay.event.Names;
import org.dmatape.replay.model.internal.table.KeyTable;
import org.dmatape.replay.policy.PolicyResult;

/// Devices that use the DMA API: their recorded operations become buffers that are mapped and unmapped.
final class MappedDevices implements BufferListener {

    private final ModelSet models;
    private final boolean tracksPages;
    private final BufferPairs pairs;
    private final KeyTable owners = new KeyTable();
    private final TreeSet<Integer> seen = new TreeSet<>();
    private int lastSeen = Names.UNKNOWN;

    /// @param tracksPages whether accesses will have to be looked up
    MappedDevices(ModelSet models, boolean tracksPages) {
        this.models = models;
        this.tracksPages = tracksPages;
        pairs = new BufferPairs(models.buffers(), this);
    }

    long unmatchedUnmaps() {
        return pairs.unmatchedUnmaps();
    }

    /// Numbers of the devices met.
    List<Integer> devices() {
        return List.copyOf(seen);
    }

    List<PolicyResult> results(long lastNs) {
        return models.results(lastNs);
    }

    void dma(DmaOperation operation) {
        if (operation.device() != lastSeen) {
            lastSeen = operation.device();
            seen.add(lastSeen);
        }
        models.recorded().took(operation);
        if (operation.op().syncs()) {
            sync(operation);
        } else {
            pairs.dma(operation);
        }
    }

    @Override
    public void mapped(int head, DmaOperation map) {
        models.map(head, map.cpu(), map.tsNs());
        if (tracksPages) {
            own(head);
        }
    }

    @Override
    public void unmapped(int head, DmaOperation cause) {
        if (tracksPages) {
            disown(head);
        }
        models.unmap(head, cause.cpu(), cause.tsNs());
    }

    private void sync(DmaOperation sync) {
        boolean copies = sync.op() == DmaOp.SYNC_FOR_DEVICE
                ? sync.direction() != DmaDirection.FROM_DEVICE
                : sync.direction() != DmaDirection.TO_DEVICE;
        long bytes = 0;
        for (int entry = 0; entry < sync.recorded(); entry++) {
            bytes += sync.hasSize(entry) ? sync.size(entry) : 0;
        }
        if (copies) {
            models.sync(bytes);
        }
    }

    void iommu(IommuOperation operation) {
        models.recorded().iommu(operation);
    }

    void bounce(Bounce bounce) {
        models.recorded().bounce(bounce);
    }

    void access(DeviceAccess access) {
        models.recorded().accessed(access);
        if (!tracksPages || !access.hasIova() || access.result() == AccessResult.FAULT) {
            return;
        }
        long frame = access.iova() >>> Buffers.PAGE_BITS;
        int buffer = owners.get(access.device(), frame);
        if (buffer == KeyTable.ABSENT) {
            models.accessElsewhere(access.device(), frame);
            return;
        }
        Buffers buffers = models.buffers();
        int head = buffers.head(buffer);
        long inBuffer = frame - (buffers.recordedIova(buffer) >>> Buffers.PAGE_BITS);
        models.access(head, buffers.pagesBefore(head, buffer) + (int) inBuffer);
    }

    /// Notes whose the recorded pages of a chain are.
    private void own(int head) {
        Buffers buffers = models.buffers();
        for (int buffer = head; buffer != Buffers.NONE; buffer = buffers.next(buffer)) {
            for (int page = 0; page < buffers.pages(buffer); page++) {
                owners.put(buffers.domain(buffer), frame(buffer, page), buffer);
            }
        }
    }

    /// Forgets it, but for pages that have been mapped again since.
    private void disown(int head) {
        Buffers buffers = models.buffers();
        for (int buffer = head; buffer != Buffers.NONE; buffer = buffers.next(buffer)) {
            for (int page = 0; page < buffers.pages(buffer); page++) {
                if (owners.get(buffers.domain(buffer), frame(buffer, page)) == buffer) {
                    owners.remove(buffers.domain(buffer), frame(buffer, page));
                }
            }
        }
    }

    private long frame(int buffer, int page) {
        return (models.buffers().recordedIova(buffer) >>> Buffers.PAGE_BITS) + page;
    }
}
