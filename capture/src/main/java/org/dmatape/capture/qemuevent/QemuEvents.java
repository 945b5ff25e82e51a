// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.qemuevent;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.synthetic.SyntheticFormat;

/// The events of QEMU that are understood. Names, arguments and their texts are those of QEMU's `trace-events` files:
/// 7.2 in `trace-events-all` of Debian 12, later ones in the project's repository. Where versions differ an event
/// stands here once for each text.
public final class QemuEvents {

    /// System of the events' formats.
    public static final String SYSTEM = "qemu";

    private static final String VIRTUAL_RANGE = "domain={domain:d} virt_start=0x{start:x} virt_end=0x{end:x}";
    private static final String DEVICE_AND_QUEUE = "vdev {vdev:p} vq {vq:p}";
    private static final String SMMU_BYPASS = "iova:0x{iova:x} is_write={write:d}";
    private static final String SMMU_RANGE =
            "vmid={vmid:d} asid={asid:d} addr=0x{addr:x} tg={tg:d} num_pages=0x{num_pages:x} ttl={ttl:d} leaf={leaf:d}";
    private static final String HOST_RANGE = "0x{start:x} - 0x{end:x}";
    private static final String IOAS_RANGE = " iommufd={iommufd:d} ioas={ioas:d} iova=0x{iova:x} size=0x{size:x} ";

    private static final List<QemuEvent> VIRTIO = List.of(
            QemuEvent.of("virtqueue_pop", "vq {vq:p} elem {element:p} in_num {in_num:d} out_num {out_num:d}"),
            QemuEvent.of("virtqueue_fill", "vq {vq:p} elem {element:p} len {length:d} idx {index:d}"),
            QemuEvent.of("virtqueue_flush", "vq {vq:p} count {count:d}"),
            QemuEvent.of("virtio_queue_notify", "vdev {vdev:p} n {queue_index:d} vq {vq:p}"),
            QemuEvent.of("virtio_notify", DEVICE_AND_QUEUE),
            QemuEvent.of("virtio_notify_irqfd", DEVICE_AND_QUEUE),
            QemuEvent.of("virtio_notify_irqfd_deferred_fn", DEVICE_AND_QUEUE),
            QemuEvent.of("virtio_set_status", "vdev {vdev:p} val {value:d}"));

    private static final List<QemuEvent> VIRTIO_IOMMU = List.of(
            QemuEvent.of("virtio_iommu_attach", "domain={domain:d} endpoint={endpoint:d}"),
            QemuEvent.of("virtio_iommu_detach", "domain={domain:d} endpoint={endpoint:d}"),
            QemuEvent.of(
                    "virtio_iommu_fill_resv_property",
                    "dev= {endpoint:d}, type={type:d} start=0x{start:x} end=0x{end:x}"),
            QemuEvent.of("virtio_iommu_map", VIRTUAL_RANGE + " phys_start=0x{phys:x} flags={flags:d}"),
            QemuEvent.of("virtio_iommu_unmap", VIRTUAL_RANGE),
            QemuEvent.of("virtio_iommu_unmap_done", VIRTUAL_RANGE),
            QemuEvent.of("virtio_iommu_translate", "mr={region:s} rid={endpoint:d} addr=0x{iova:x} flag={flags:d}"),
            QemuEvent.of("virtio_iommu_translate_out", "0x{iova:x} -> 0x{phys:x} for sid={endpoint:d}"),
            QemuEvent.of(
                    "virtio_iommu_report_fault",
                    "FAULT reason={reason:d} flags={flags:d} endpoint={endpoint:d} address =0x{iova:x}"));

    private static final List<QemuEvent> VTD = List.of(
            QemuEvent.of(
                    "vtd_iotlb_page_hit",
                    "IOTLB page hit sid 0x{sid:x} iova 0x{iova:x} slpte 0x{pte:x} domain 0x{domain:x}"),
            QemuEvent.of(
                    "vtd_iotlb_page_hit",
                    "IOTLB page hit sid 0x{sid:x} iova 0x{iova:x} pte 0x{pte:x} domain 0x{domain:x}"),
            QemuEvent.of(
                    "vtd_iotlb_page_update",
                    "IOTLB page update sid 0x{sid:x} iova 0x{iova:x} slpte 0x{pte:x} domain 0x{domain:x}"),
            QemuEvent.of(
                    "vtd_iotlb_page_update",
                    "IOTLB page update sid 0x{sid:x} iova 0x{iova:x} pte 0x{pte:x} domain 0x{domain:x}"),
            QemuEvent.of(
                    "vtd_dmar_translate",
                    "dev {bus:x}:{slot:x}.{function:x} iova 0x{iova:x} -> gpa 0x{phys:x} mask 0x{mask:x}"),
            QemuEvent.of("vtd_translate_pt", "source id 0x{sid:x}, iova 0x{iova:x}"),
            QemuEvent.of("vtd_dmar_fault", "sid 0x{sid:x} fault {reason:d} addr 0x{iova:x} write {write:d}"),
            QemuEvent.of("vtd_inv_desc_iotlb_global", "iotlb invalidate global"),
            QemuEvent.of("vtd_inv_desc_iotlb_domain", "iotlb invalidate whole domain 0x{domain:x}"),
            QemuEvent.of(
                    "vtd_inv_desc_iotlb_pages",
                    "iotlb invalidate domain 0x{domain:x} addr 0x{addr:x} mask 0x{order:x}"),
            QemuEvent.of(
                    "vtd_inv_desc_iotlb_pasid_pages",
                    "iotlb invalidate domain 0x{domain:x} addr 0x{addr:x} mask 0x{order:x} pasid 0x{pasid:x}"),
            QemuEvent.of("vtd_inv_desc_iotlb_pasid", "iotlb invalidate domain 0x{domain:x} pasid 0x{pasid:x}"),
            QemuEvent.of("vtd_inv_desc_wait_sw", "wait invalidate status write addr 0x{addr:x} data 0x{data:x}"),
            QemuEvent.of("vtd_iotlb_reset", "IOTLB reset (reason: {reason:s})"));

    private static final List<QemuEvent> AMD_VI = List.of(
            QemuEvent.of(
                    "amdvi_iotlb_hit", "hit iotlb devid {bus:x}:{slot:x}.{function:x} gpa 0x{iova:x} hpa 0x{phys:x}"),
            QemuEvent.of(
                    "amdvi_translation_result", "devid: {bus:x}:{slot:x}.{function:x} gpa 0x{iova:x} hpa 0x{phys:x}"),
            QemuEvent.of("amdvi_page_fault", "error: page fault accessing guest physical address 0x{iova:x}"),
            QemuEvent.of("amdvi_pages_inval", "AMD-Vi pages for domain 0x{domain:x} invalidated"),
            QemuEvent.of("amdvi_iotlb_inval", "IOTLB pages invalidated"),
            QemuEvent.of("amdvi_all_inval", "Invalidation of all AMD-Vi cache requested "),
            QemuEvent.of("amdvi_iotlb_reset", "IOTLB exceed size limit - reset "));

    private static final List<QemuEvent> SMMU = List.of(
            QemuEvent.of(
                    "smmuv3_translate_success",
                    "{name:s} sid=0x{sid:x} iova=0x{iova:x} translated=0x{phys:x} perm=0x{perm:x}"),
            QemuEvent.of(
                    "smmuv3_translate_success",
                    "{name:s} sid=0x{sid:x} iova=0x{iova:x} translated=0x{phys:x} perm=0x{perm:x} stage={stage:d}"),
            QemuEvent.of("smmuv3_translate_abort", "{name:s} sid=0x{sid:x} abort on " + SMMU_BYPASS),
            QemuEvent.of("smmuv3_translate_bypass", "{name:s} sid=0x{sid:x} STE bypass " + SMMU_BYPASS),
            QemuEvent.of("smmuv3_translate_disable", "{name:s} sid=0x{sid:x} bypass (smmu disabled) " + SMMU_BYPASS),
            QemuEvent.of("smmuv3_record_event", "{reason:s} sid=0x{sid:x}"),
            // No version of QEMU prints the address here; the reader of logs adds what a line before told.
            QemuEvent.of("smmuv3_record_event", "{reason:s} sid=0x{sid:x} iova=0x{iova:x}"),
            QemuEvent.of("smmuv3_propagate_event", "{reason:s} sid=0x{sid:x}"),
            QemuEvent.of("smmuv3_s1_range_inval", SMMU_RANGE),
            QemuEvent.of("smmuv3_range_inval", SMMU_RANGE),
            QemuEvent.of("smmuv3_range_inval", SMMU_RANGE + " stage={stage:d}"),
            QemuEvent.of("smmuv3_cmdq_tlbi_nh", ""),
            QemuEvent.of("smmuv3_cmdq_tlbi_nh", "vmid={vmid:d}"),
            QemuEvent.of("smmuv3_cmdq_tlbi_nsnh", ""),
            QemuEvent.of("smmuv3_cmdq_tlbi_nh_asid", "asid={asid:d}"),
            QemuEvent.of("smmuv3_cmdq_tlbi_s12_vmid", "vmid={vmid:d}"));

    private static final List<QemuEvent> RISC_V = List.of(
            QemuEvent.of(
                    "riscv_iommu_dma",
                    "{id:s}: translate {bus:x}:{slot:x}.{function:d} #{pasid:d} {access:s} 0x{iova:x} -> 0x{phys:x}"),
            QemuEvent.of(
                    "riscv_iommu_flt",
                    "{id:s}: fault {bus:x}:{slot:x}.{function:d} reason: 0x{reason:x} iova: 0x{iova:x}"));

    private static final List<QemuEvent> HOST_MAPS = List.of(
            QemuEvent.of(
                    "address_space_map", "as:{space:p} addr 0x{iova:x}:{size:x} write:{write:d} attrs:0x{attrs:x}"),
            QemuEvent.of("vfio_listener_region_add_ram", "region_add [ram] " + HOST_RANGE + " [{vaddr:p}]"),
            QemuEvent.of("vfio_listener_region_del", "region_del " + HOST_RANGE),
            QemuEvent.of("vfio_iommu_map_notify", "iommu {op:s} @ " + HOST_RANGE),
            QemuEvent.of("iommufd_backend_map_dma", IOAS_RANGE + "addr={vaddr:p} readonly={readonly:d} ({result:d})"),
            QemuEvent.of(
                    "iommufd_backend_map_file_dma",
                    IOAS_RANGE + "fd={fd:d} start={file_start:d} readonly={readonly:d} ({result:d})"),
            QemuEvent.of("iommufd_backend_unmap_dma", IOAS_RANGE + "({result:d})"),
            QemuEvent.of(
                    "vhost_vdpa_dma_map",
                    "vdpa:{vdpa:p} fd: {fd:d} msg_type: {type:d} iova: 0x{iova:x} size: 0x{size:x} uaddr: 0x{vaddr:x}"
                            + " perm: 0x{perm:x} type: {message:d}"),
            QemuEvent.of(
                    "vhost_vdpa_dma_map",
                    "vdpa:{vdpa:p} fd: {fd:d} msg_type: {type:d} asid: {asid:d} iova: 0x{iova:x} size: 0x{size:x}"
                            + " uaddr: 0x{vaddr:x} perm: 0x{perm:x} type: {message:d}"),
            QemuEvent.of(
                    "vhost_vdpa_dma_unmap",
                    "vdpa:{vdpa:p} fd: {fd:d} msg_type: {type:d} iova: 0x{iova:x} size: 0x{size:x} type: {message:d}"),
            QemuEvent.of(
                    "vhost_vdpa_dma_unmap",
                    "vdpa:{vdpa:p} fd: {fd:d} msg_type: {type:d} asid: {asid:d} iova: 0x{iova:x} size: 0x{size:x}"
                            + " type: {message:d}"),
            QemuEvent.of("vhost_region_add_section", "{name:s}: 0x{iova:x}+0x{size:x} @ 0x{vaddr:x}"));

    private static final List<QemuEvent> ALL =
            List.of(VIRTIO, VIRTIO_IOMMU, VTD, AMD_VI, SMMU, RISC_V, HOST_MAPS).stream()
                    .flatMap(List::stream)
                    .toList();

    private QemuEvents() {}

    /// All of them. The position in this list, plus one, is the id of the event's records.
    public static List<QemuEvent> all() {
        return ALL;
    }

    /// Id of the records of the event at that position.
    public static int idOf(int position) {
        return position + 1;
    }

    /// The layouts of their records, by id.
    public static Map<Integer, EventFormat> formats() {
        Map<Integer, EventFormat> formats = new HashMap<>();
        for (int position = 0; position < ALL.size(); position++) {
            QemuEvent event = ALL.get(position);
            int id = idOf(position);
            formats.put(
                    id,
                    SyntheticFormat.of(
                            id, SYSTEM, event.name(), event.arguments().fields()));
        }
        return Map.copyOf(formats);
    }
}
