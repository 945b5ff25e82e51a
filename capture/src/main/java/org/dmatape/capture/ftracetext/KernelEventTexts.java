// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.ftracetext;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The kernel events whose text is understood. Sources: include/trace/events/dma.h, iommu.h, swiotlb.h, irq.h and
/// drivers/iommu/intel/trace.h, 6.1 to 7.3.
final class KernelEventTexts {

    private static final String DEVICE_FIRST = "{device} ";
    private static final Map<String, String> SAME = Map.of();
    private static final Map<String, String> UNMAP = Map.of("dma_addr", "addr");
    private static final Map<String, String> MAP_SG =
            Map.of("sizes", "lengths", "nents", "full_nents", "ents", "full_ents");
    /// The kernel's text calls the physical addresses of a list that could not be mapped DMA addresses.
    private static final Map<String, String> MAP_SG_ERROR = Map.of("dma_addrs", "phys_addrs");
    private static final Map<String, String> UNMAP_SG = Map.of("phys_addrs", "addrs");
    private static final Map<String, String> SYNC_SG = Map.of("sizes", "lengths");
    private static final Map<String, String> GROUP = Map.of("groupID", "gid");

    private final ByteKeyMap<KernelEventText> byName = new ByteKeyMap<>();

    KernelEventTexts() {
        dma();
        iommu();
        intelIommu();
        add(
                "swiotlb",
                "dev_name: {dev_name} dma_mask={dma_mask} dev_addr={dev_addr} size={size} {force}",
                SAME,
                "force",
                false,
                "swiotlb_bounced");
        add("irq", "", SAME, "name", true, "irq_handler_entry");
        add("irq", "", SAME, "ret", false, "irq_handler_exit");
    }

    /// The text of the event with that name, or null.
    @Nullable
    KernelEventText find(TextLine line, int from, int to) {
        return byName.find(line.bytes(), from, to);
    }

    private void dma() {
        add("dma", DEVICE_FIRST, SAME, "attrs", false, "dma_map_page", "dma_map_phys", "dma_map_resource");
        add("dma", DEVICE_FIRST, UNMAP, "attrs", false, "dma_unmap_page", "dma_unmap_phys", "dma_unmap_resource");
        add(
                "dma",
                DEVICE_FIRST,
                SAME,
                "attrs",
                false,
                "dma_alloc",
                "dma_alloc_pages",
                "dma_alloc_sgt",
                "dma_alloc_sgt_err");
        add("dma", DEVICE_FIRST, SAME, "attrs", false, "dma_free", "dma_free_pages");
        add("dma", DEVICE_FIRST, SAME, "", false, "dma_free_sgt");
        add("dma", DEVICE_FIRST, MAP_SG, "attrs", false, "dma_map_sg");
        add("dma", DEVICE_FIRST, MAP_SG_ERROR, "attrs", false, "dma_map_sg_err");
        add("dma", DEVICE_FIRST, UNMAP_SG, "attrs", false, "dma_unmap_sg");
        add("dma", DEVICE_FIRST, SAME, "", false, "dma_sync_single_for_cpu", "dma_sync_single_for_device");
        add("dma", DEVICE_FIRST, SYNC_SG, "", false, "dma_sync_sg_for_cpu", "dma_sync_sg_for_device");
    }

    private void iommu() {
        add("iommu", "IOMMU: ", SAME, "size", false, "map");
        add("iommu", "IOMMU: ", SAME, "unmapped_size", false, "unmap");
        add("iommu", "IOMMU: ", SAME, "device", false, "attach_device_to_domain", "detach_device_from_domain");
        add("iommu", "IOMMU: ", GROUP, "device", false, "add_device_to_group", "remove_device_from_group");
        add("iommu", "IOMMU:{driver} {device} ", SAME, "flags", false, "io_page_fault");
    }

    private void intelIommu() {
        add(
                "intel_iommu",
                "{iommu}/{dev} type {type} did {domain_id} pasid {pasid} ref {users}",
                SAME,
                "users",
                false,
                "cache_tag_flush_all");
        add(
                "intel_iommu",
                "{iommu} {dev}[{pasid}] type {type} did {domain_id} [{start}-{end}] addr {addr}",
                SAME,
                "",
                false,
                "cache_tag_flush_range",
                "cache_tag_flush_range_np");
        add("intel_iommu", "{type} {iommu}: {qw0} {qw1} {qw2} {qw3}", SAME, "", false, "qi_submit");
    }

    private void add(
            String system, String lead, Map<String, String> fields, String last, boolean lastIsRest, String... names) {
        PayloadTemplate template = new PayloadTemplate(lead);
        for (String name : names) {
            byName.add(AsciiBytes.of(name), new KernelEventText(system, template, fields, last, lastIsRest));
        }
    }
}
