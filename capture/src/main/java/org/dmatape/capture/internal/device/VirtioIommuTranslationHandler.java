// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.device;

import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.internal.correlate.ExecutionContext;
import org.dmatape.capture.internal.decode.EventHandler;
import org.dmatape.capture.internal.decode.FieldReader;
import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.capture.internal.rows.AccessKind;
import org.dmatape.capture.internal.rows.AccessResult;

/// virtio_iommu_translate and virtio_iommu_translate_out: the question with its direction, and the answer. An answer
/// that never comes means that nothing was translated: interrupts and devices outside any domain pass as they are. For
/// interrupts that is known at once, from the reserved range the device was told of; otherwise it shows at the device's
/// next question, and counts only when answers are traced at all.
final class VirtioIommuTranslationHandler implements EventHandler {

    private final DeviceTables tables;
    private final Known known;
    private final boolean isAnswer;
    private final DeviceField device;
    private final FieldReader iova;
    private final FieldReader physAddress;
    private final AccessField access;

    /// What the log has told so far; shared by the handlers of a device model.
    static final class Known {
        private boolean answers;
        private long interruptsFrom = -1;
        private long interruptsTo;

        /// Writes from the first to the last of these addresses are interrupts.
        void interruptsAt(long first, long last) {
            interruptsFrom = first;
            interruptsTo = last;
        }

        private boolean isInterrupt(long iova) {
            return Long.compareUnsigned(iova, interruptsFrom) >= 0 && Long.compareUnsigned(iova, interruptsTo) <= 0;
        }
    }

    VirtioIommuTranslationHandler(EventFormat format, DeviceTables tables, Known known) {
        this.tables = tables;
        this.known = known;
        this.isAnswer = format.field("phys").isPresent();
        this.device = new DeviceField(format);
        this.iova = FieldReader.of(format, "iova");
        this.physAddress = FieldReader.of(format, "phys");
        this.access = new AccessField(format);
    }

    @Override
    public void handle(EventCursor event, ExecutionContext context) {
        if (isAnswer) {
            answer(event);
        } else {
            ask(event);
        }
    }

    private void ask(EventCursor event) {
        OpenAccesses accesses = tables.accesses();
        long endpoint = device.read(event);
        long unanswered = accesses.closeAny(endpoint);
        if (unanswered != OpenAccesses.NO_ROW && known.answers) {
            tables.rows().deviceAccesses().amendResult(unanswered, AccessResult.BYPASS);
        }
        long address = iova.read(event);
        boolean isInterrupt = known.isInterrupt(address);
        AccessResult soFar = isInterrupt ? AccessResult.BYPASS : AccessResult.UNKNOWN;
        accesses.lookedUp(event, endpoint, address, access.read(event), soFar);
        if (isInterrupt) {
            accesses.closeAny(endpoint);
        }
    }

    private void answer(EventCursor event) {
        known.answers = true;
        OpenAccesses accesses = tables.accesses();
        long endpoint = device.read(event);
        long address = iova.read(event);
        long row = accesses.close(endpoint, address, 0);
        if (row == OpenAccesses.NO_ROW) {
            row = accesses.lookedUp(event, endpoint, address, AccessKind.UNKNOWN, AccessResult.TRANSLATED);
            accesses.closeAny(endpoint);
        }
        tables.rows().deviceAccesses().amendResult(row, AccessResult.TRANSLATED);
        tables.rows().deviceAccesses().amendPhysAddress(row, physAddress.read(event));
    }

    @Override
    public String interpretation() {
        return "device_access: translated";
    }
}
