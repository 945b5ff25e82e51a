// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.device;

import java.util.Optional;
import java.util.function.ToIntFunction;
import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.internal.decode.EventHandler;
import org.dmatape.capture.internal.decode.FieldReader;
import org.dmatape.capture.internal.decode.SeenDevices;
import org.dmatape.capture.internal.decode.TextField;
import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.capture.internal.rows.AccessResult;
import org.dmatape.capture.internal.rows.TapeRows;

/// Makes the handler of an event of QEMU or of the kernel's log from its name. The handlers of one recording share
/// what they learn of queues, domains and accesses.
public final class DeviceEventHandlers {

    private final DeviceTables tables;
    private final FaultReasons reasons;
    private final VirtioIommuTranslationHandler.Known translations = new VirtioIommuTranslationHandler.Known();
    private final VirtioIommuRequestHandler.Removals removals = new VirtioIommuRequestHandler.Removals();
    private final HostMapHandler.Latest latestMap = new HostMapHandler.Latest();

    /// Makes handlers that write to these tables.
    ///
    /// @param seen told of every device
    public DeviceEventHandlers(TapeRows rows, SeenDevices seen) {
        DeviceNames devices = new DeviceNames(rows.words().texts(), seen);
        OpenAccesses accesses = new OpenAccesses(rows.deviceAccesses(), devices);
        this.tables = new DeviceTables(rows, devices, new DeviceQueues(), accesses, new IommuDomains());
        this.reasons = new FaultReasons(rows.words());
    }

    /// The handler for events of this format; empty for events that mean nothing to a tape.
    public Optional<EventHandler> handlerOf(EventFormat format) {
        String name = format.name();
        return switch (name) {
            case "virtqueue_pop" -> queue(format, "pop");
            case "virtqueue_fill" -> queue(format, "fill");
            case "virtqueue_flush" -> queue(format, "flush");
            case "virtio_queue_notify" -> queue(format, "notify");
            case "virtio_notify", "virtio_notify_irqfd", "virtio_notify_irqfd_deferred_fn" ->
                queue(format, "interrupt");
            case "iommu_fault" -> Optional.of(new KernelFaultHandler(format, tables));
            case "address_space_map" -> Optional.of(new AddressSpaceMapHandler(format, tables));
            case "vfio_listener_region_add_ram",
                    "vfio_listener_region_del",
                    "vfio_iommu_map_notify",
                    "iommufd_backend_map_dma",
                    "iommufd_backend_map_file_dma",
                    "iommufd_backend_unmap_dma",
                    "vhost_vdpa_dma_map",
                    "vhost_vdpa_dma_unmap",
                    "vhost_region_add_section" -> Optional.of(new HostMapHandler(format, tables, latestMap));
            default -> name.startsWith("virtio_iommu_") ? virtioIommu(format) : iommu(format);
        };
    }

    private Optional<EventHandler> queue(EventFormat format, String op) {
        return Optional.of(new QueueHandler(format, tables, op));
    }

    private Optional<EventHandler> virtioIommu(EventFormat format) {
        return switch (format.name()) {
            case "virtio_iommu_attach" -> request(format, VirtioIommuRequestHandler.Op.ATTACH);
            case "virtio_iommu_detach" -> request(format, VirtioIommuRequestHandler.Op.DETACH);
            case "virtio_iommu_map" -> request(format, VirtioIommuRequestHandler.Op.MAP);
            case "virtio_iommu_unmap" -> request(format, VirtioIommuRequestHandler.Op.UNMAP);
            case "virtio_iommu_unmap_done" -> request(format, VirtioIommuRequestHandler.Op.UNMAPPED);
            case "virtio_iommu_translate", "virtio_iommu_translate_out" ->
                Optional.of(new VirtioIommuTranslationHandler(format, tables, translations));
            case "virtio_iommu_fill_resv_property" -> Optional.of(new ReservedRangeHandler(format, translations));
            case "virtio_iommu_report_fault" -> {
                FieldReader reason = FieldReader.of(format, "reason");
                yield fault(format, event -> reasons.ofVirtioIommu(reason.read(event)));
            }
            default -> Optional.empty();
        };
    }

    private Optional<EventHandler> request(EventFormat format, VirtioIommuRequestHandler.Op op) {
        return Optional.of(new VirtioIommuRequestHandler(format, tables, op, removals));
    }

    private Optional<EventHandler> iommu(EventFormat format) {
        return switch (format.name()) {
            case "vtd_iotlb_page_hit", "amdvi_iotlb_hit" -> lookUp(format, AccessResult.HIT);
            case "vtd_iotlb_page_update", "smmuv3_translate_success", "riscv_iommu_dma" ->
                lookUp(format, AccessResult.TRANSLATED);
            case "vtd_translate_pt", "smmuv3_translate_bypass", "smmuv3_translate_disable" ->
                lookUp(format, AccessResult.BYPASS);
            case "vtd_dmar_translate" -> Optional.of(new PageTranslationHandler(format, tables));
            case "amdvi_translation_result" -> Optional.of(new AmdTranslationHandler(format, tables));
            case "vtd_dmar_fault", "riscv_iommu_flt" -> {
                FieldReader reason = FieldReader.of(format, "reason");
                yield fault(format, event -> reasons.ofNumber(reason.read(event)));
            }
            case "amdvi_page_fault" -> fault(format, constant("page fault"));
            case "smmuv3_translate_abort" -> fault(format, constant("abort"));
            case "smmuv3_record_event", "smmuv3_propagate_event" ->
                fault(format, TextField.of(format, tables.rows().words().texts(), "reason")::read);
            case "vtd_inv_desc_iotlb_global",
                    "vtd_inv_desc_iotlb_domain",
                    "vtd_inv_desc_iotlb_pages",
                    "vtd_inv_desc_iotlb_pasid_pages",
                    "vtd_inv_desc_iotlb_pasid",
                    "vtd_iotlb_reset",
                    "amdvi_pages_inval",
                    "amdvi_iotlb_inval",
                    "amdvi_all_inval",
                    "amdvi_iotlb_reset",
                    "smmuv3_s1_range_inval",
                    "smmuv3_range_inval",
                    "smmuv3_cmdq_tlbi_nh",
                    "smmuv3_cmdq_tlbi_nsnh",
                    "smmuv3_cmdq_tlbi_nh_asid",
                    "smmuv3_cmdq_tlbi_s12_vmid" -> Optional.of(new InvalidationHandler(format, tables));
            default -> Optional.empty();
        };
    }

    private Optional<EventHandler> lookUp(EventFormat format, AccessResult result) {
        return Optional.of(new LookUpHandler(format, tables, result));
    }

    private Optional<EventHandler> fault(EventFormat format, ToIntFunction<EventCursor> reason) {
        return Optional.of(new FaultHandler(format, tables, reason));
    }

    private ToIntFunction<EventCursor> constant(String reason) {
        int textId = tables.rows().words().word(reason);
        return event -> textId;
    }
}
