// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.device;

import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.internal.correlate.ExecutionContext;
import org.dmatape.capture.internal.decode.EventHandler;
import org.dmatape.capture.internal.decode.FieldReader;
import org.dmatape.capture.internal.merge.EventCursor;

/// virtio_iommu_fill_resv_property: a range that is not translated. Makes no row: what matters is where interrupts are.
final class ReservedRangeHandler implements EventHandler {

    /// VIRTIO_IOMMU_RESV_MEM_T_MSI (include/uapi/linux/virtio_iommu.h).
    private static final long TYPE_INTERRUPTS = 1;

    private final VirtioIommuTranslationHandler.Known known;
    private final FieldReader type;
    private final FieldReader start;
    private final FieldReader end;

    ReservedRangeHandler(EventFormat format, VirtioIommuTranslationHandler.Known known) {
        this.known = known;
        this.type = FieldReader.of(format, "type");
        this.start = FieldReader.of(format, "start");
        this.end = FieldReader.of(format, "end");
    }

    @Override
    public void handle(EventCursor event, ExecutionContext context) {
        if (type.read(event) == TYPE_INTERRUPTS) {
            known.interruptsAt(start.read(event), end.read(event));
        }
    }

    @Override
    public String interpretation() {
        return "which addresses are interrupts";
    }
}
