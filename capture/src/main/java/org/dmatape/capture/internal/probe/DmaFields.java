// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.probe;

import java.util.Optional;
import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.internal.correlate.DmaArguments;
import org.dmatape.capture.internal.decode.DmaApi;
import org.dmatape.capture.internal.decode.FieldReader;
import org.dmatape.capture.internal.decode.TextField;
import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.format.write.TextPool;

/// The fields of a probe on a function of the DMA API, under the names people give them.
final class DmaFields {

    private final TextField device;
    private final FieldReader structPage;
    private final FieldReader offset;
    private final FieldReader physAddress;
    private final FieldReader dmaAddress;
    private final FieldReader virtAddress;
    private final FieldReader size;
    private final FieldReader direction;
    private final FieldReader attrs;
    private final FieldReader entries;
    private final FieldReader result;
    private final boolean hasStoredAddress;
    private final FieldReader vmemmap;
    private final Optional<ScatterlistField> scatterlist;
    private final PageArray pages;
    private final DmaApi api;

    DmaFields(EventFormat format, TextPool texts, PageArray pages, DmaApi api) {
        this.pages = pages;
        this.api = api;
        this.device = TextField.of(format, texts, "dev", "device", "dev_name", "dma", "dma_dev");
        this.structPage = FieldReader.of(format, "page");
        this.offset = FieldReader.of(format, "off", "offset");
        this.physAddress = FieldReader.of(format, "phys", "phys_addr", "paddr");
        this.dmaAddress = FieldReader.of(format, "addr", "dma_addr", "dma_handle", "handle");
        this.virtAddress = FieldReader.of(format, "cpu_addr", "vaddr", "virt_addr");
        this.size = FieldReader.of(format, "size", "len");
        this.direction = FieldReader.of(format, "dir", "direction");
        this.attrs = FieldReader.of(format, "attrs");
        this.vmemmap = FieldReader.of(format, "vmemmap", "vmemmap_base");
        this.scatterlist =
                format.field("sg").filter(ScatterlistField::isScatterlist).map(ScatterlistField::new);
        this.entries = FieldReader.of(format, "nents", "nelems");
        this.hasStoredAddress =
                format.field("ret").isPresent() && format.field("dma_addr").isPresent();
        this.result = FieldReader.of(format, "ret", "r", "retval", "addr", "dma_addr", "rc", "arg1");
    }

    /// Adds what the probe fetched to what is known of the operation.
    void fill(EventCursor event, DmaArguments arguments) {
        if (vmemmap.isIn(event)) {
            pages.learn(vmemmap.read(event));
        }
        if (scatterlist.isPresent() && arguments.scatterlist().count() == 0) {
            fillScatterlist(event, scatterlist.get(), arguments);
        }
        long phys = value(physAddress, event);
        if (phys == DmaArguments.UNKNOWN && structPage.isIn(event)) {
            long found = pages.physAddress(structPage.read(event), offset.read(event));
            phys = found == ScatterlistField.UNKNOWN ? DmaArguments.UNKNOWN : found;
        }
        long dma = value(dmaAddress, event);
        arguments.offerDevice(device.read(event));
        arguments.offerPhysAddress(phys);
        arguments.offerDmaAddress(dma == DmaArguments.UNKNOWN ? dma : api.normalise(dma));
        arguments.offerVirtAddress(value(virtAddress, event));
        arguments.offerSizeBytes(value(size, event));
        arguments.offerDirection(value(direction, event));
        arguments.offerAttrs(value(attrs, event));
        arguments.offerEntries(value(entries, event));
        arguments.offerOffsetInPage(value(offset, event));
    }

    private void fillScatterlist(EventCursor event, ScatterlistField list, DmaArguments arguments) {
        long wanted = entries.isIn(event) ? entries.read(event) : 1;
        int fetched = Math.clamp(wanted, 0, list.count(event));
        for (int entry = 0; entry < fetched && list.isEntry(event, entry); entry++) {
            long found = list.physAddress(event, entry, pages.vmemmap());
            arguments
                    .scatterlist()
                    .add(
                            found == ScatterlistField.UNKNOWN ? DmaArguments.UNKNOWN : found,
                            list.sizeBytes(event, entry));
        }
    }

    /// Adds the DMA address that the probe fetched beside the result: where the function was told to store it.
    void fillStoredAddress(EventCursor event, DmaArguments arguments) {
        if (hasStoredAddress && dmaAddress.isIn(event)) {
            arguments.knowDmaAddress(api.normalise(dmaAddress.read(event)));
        }
    }

    /// What the function returned, or [DmaArguments#UNKNOWN].
    long result(EventCursor event) {
        return value(result, event);
    }

    private static long value(FieldReader field, EventCursor event) {
        return field.isIn(event) ? field.read(event) : DmaArguments.UNKNOWN;
    }
}
