// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.event.tracepoint;

import org.dmatape.samples.generate.KernelFlavour;
import org.dmatape.samples.generate.internal.event.layout.CpuTrace;
import org.dmatape.samples.generate.internal.event.layout.DataLocation;
import org.dmatape.samples.generate.internal.event.layout.DeviceName;
import org.dmatape.samples.generate.internal.event.layout.DeviceRecord;
import org.dmatape.samples.generate.internal.event.layout.EventCatalogue;
import org.dmatape.samples.generate.internal.event.layout.EventDefinition;
import org.dmatape.samples.generate.internal.event.layout.FieldType;
import org.dmatape.samples.generate.internal.ring.RingWriter;

/// Invalidations of the Intel IOMMU's translation cache (kernel: `drivers/iommu/intel/trace.h`):
/// `cache_tag_flush_range` after an unmap in strict mode, `cache_tag_flush_all` when the flush queue is drained,
/// each followed by `qi_submit`. A 6.1 kernel has `qi_submit` only.
public final class InvalidationEvents {

    private static final int DOMAIN = 7;
    private static final int IOTLB_TAG = 0;
    private static final long IOTLB_INVALIDATE_PAGES = 0x32;
    private static final long IOTLB_INVALIDATE_DOMAIN = 0x22;
    private static final DeviceName IOMMU = new DeviceName("dmar0");

    private final boolean tagged;
    private final EventDefinition flushRange;
    private final EventDefinition flushAll;
    private final EventDefinition submit;
    private final DeviceRecord flushRangeRecord;
    private final DeviceRecord flushAllRecord;
    private final DeviceRecord submitRecord;
    private final int iommuOffset;
    private final int typeOffset;
    private final int domainOffset;
    private final int startOffset;
    private final int endOffset;
    private final int addressOffset;
    private final int usersOffset;
    private final int commandOffset;
    private final int commandAddressOffset;

    public InvalidationEvents(EventCatalogue catalogue, KernelFlavour kernel) {
        tagged = kernel != KernelFlavour.V6_1;
        EventCatalogue.Builder range = tag(catalogue, "cache_tag_flush_range")
                .field("start", FieldType.UNSIGNED_LONG)
                .field("end", FieldType.UNSIGNED_LONG)
                .field("addr", FieldType.UNSIGNED_LONG);
        flushRange = (kernel.hasPhysEvents() ? range : range.field("pages", FieldType.UNSIGNED_LONG))
                .field("mask", FieldType.UNSIGNED_LONG)
                .print("\"%s %s[%d] type %d did %d [0x%lx-0x%lx] addr 0x%lx mask 0x%lx\", __get_str(iommu), "
                        + "__get_str(dev), REC->pasid, REC->type, REC->domain_id, REC->start, REC->end, REC->addr, "
                        + "REC->mask");
        flushAll = tag(catalogue, "cache_tag_flush_all")
                .field("users", FieldType.U32)
                .print("\"%s/%s type %d did %d pasid %d ref %d\", __get_str(iommu), __get_str(dev), REC->type, "
                        + "REC->domain_id, REC->pasid, REC->users");
        submit = catalogue
                .tracepoint("intel_iommu", "qi_submit")
                .field("qw0", FieldType.U64)
                .field("qw1", FieldType.U64)
                .field("qw2", FieldType.U64)
                .field("qw3", FieldType.U64)
                .field("iommu", FieldType.STRING)
                .print("\"%s %s: 0x%llx 0x%llx 0x%llx 0x%llx\", \"iotlb_inv\", __get_str(iommu), REC->qw0, REC->qw1, "
                        + "REC->qw2, REC->qw3");
        flushRangeRecord = new DeviceRecord(flushRange, "dev");
        flushAllRecord = new DeviceRecord(flushAll, "dev");
        submitRecord = new DeviceRecord(submit, "iommu");
        iommuOffset = flushRange.offsetOf("iommu");
        typeOffset = flushRange.offsetOf("type");
        domainOffset = flushRange.offsetOf("domain_id");
        startOffset = flushRange.offsetOf("start");
        endOffset = flushRange.offsetOf("end");
        addressOffset = flushRange.offsetOf("addr");
        usersOffset = flushAll.offsetOf("users");
        commandOffset = submit.offsetOf("qw0");
        commandAddressOffset = submit.offsetOf("qw1");
    }

    private static EventCatalogue.Builder tag(EventCatalogue catalogue, String name) {
        return catalogue
                .tracepoint("intel_iommu", name)
                .field("iommu", FieldType.STRING)
                .field("dev", FieldType.STRING)
                .field("type", FieldType.U16)
                .field("domain_id", FieldType.U16)
                .field("pasid", FieldType.U32);
    }

    /// The invalidation of what was just unmapped.
    public void writeFlushRange(CpuTrace cpu, DeviceName device, long iova, long size) {
        if (tagged && flushRangeRecord.open(cpu, device, IOMMU.length())) {
            RingWriter ring = cpu.ring(flushRange);
            putTag(ring, flushRangeRecord.arraysOffset(device));
            ring.putKernelLong(startOffset, iova);
            ring.putKernelLong(endOffset, iova + size - 1);
            ring.putKernelLong(addressOffset, iova);
        }
        writeSubmit(cpu, IOTLB_INVALIDATE_PAGES, iova);
    }

    /// The invalidation of everything the flush queue waited for.
    public void writeFlushAll(CpuTrace cpu, DeviceName device) {
        if (tagged && flushAllRecord.open(cpu, device, IOMMU.length())) {
            RingWriter ring = cpu.ring(flushAll);
            putTag(ring, flushAllRecord.arraysOffset(device));
            ring.putInt(usersOffset, 1);
        }
        writeSubmit(cpu, IOTLB_INVALIDATE_DOMAIN, 0);
    }

    private void putTag(RingWriter ring, int iommuAt) {
        ring.putInt(iommuOffset, DataLocation.of(iommuAt, IOMMU.length()));
        ring.putBytes(iommuAt, IOMMU.terminated());
        ring.putShort(typeOffset, IOTLB_TAG);
        ring.putShort(domainOffset, DOMAIN);
    }

    private void writeSubmit(CpuTrace cpu, long command, long address) {
        if (submitRecord.open(cpu, IOMMU, 0)) {
            RingWriter ring = cpu.ring(submit);
            ring.putLong(commandOffset, command | (long) DOMAIN << 16);
            ring.putLong(commandAddressOffset, address);
        }
    }
}
