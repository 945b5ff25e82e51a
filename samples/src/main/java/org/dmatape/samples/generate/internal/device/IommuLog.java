// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.device;

import static org.dmatape.samples.generate.internal.device.DeviceThread.CPU;
import static org.dmatape.samples.generate.internal.device.DeviceThread.MAIN;

import java.util.ArrayList;
import java.util.List;
import org.dmatape.samples.generate.DeviceTruth;

/// What the emulated VT-d logs: look-ups with the address that was accessed, translations of its page, faults,
/// and invalidations (QEMU: `hw/i386/trace-events`).
public final class IommuLog {

    private static final int PAGE_SHIFT = 12;
    private static final long PAGE_MASK = (1L << PAGE_SHIFT) - 1;
    private static final int READABLE_AND_WRITABLE = 3;
    private static final int FAULT_WRITE = 5;
    private static final int FAULT_READ = 6;
    private static final int FIRST_DOMAIN = 3;

    private final LogLines lines;
    private final List<DeviceTruth.WrongAccess> wrongAccesses = new ArrayList<>();
    private long translations;
    private long faults;
    private long invalidations;

    IommuLog(LogLines lines) {
        this.lines = lines;
    }

    /// A device reaches memory.
    ///
    /// @param atNs when, on the driver's clock
    /// @param iova address it uses
    /// @param phys address that stands for
    public void translates(long atNs, PciAddress device, long iova, long phys) {
        translations++;
        lines.add(
                atNs,
                MAIN,
                String.format(
                        "vtd_iotlb_page_update IOTLB page update sid 0x%x iova 0x%x slpte 0x%x domain 0x%x",
                        device.sourceId(), iova, (phys & ~PAGE_MASK) | READABLE_AND_WRITABLE, domain(device)));
        lines.add(
                atNs,
                MAIN,
                String.format(
                        "vtd_dmar_translate dev %s iova 0x%x -> gpa 0x%x mask 0x%x",
                        device, iova & ~PAGE_MASK, phys & ~PAGE_MASK, PAGE_MASK));
    }

    /// A device is refused.
    public void refuses(long atNs, PciAddress device, long iova, boolean write) {
        faults++;
        lines.add(
                atNs,
                MAIN,
                String.format(
                        "vtd_dmar_fault sid 0x%x fault %d addr 0x%x write %d",
                        device.sourceId(), write ? FAULT_WRITE : FAULT_READ, iova, write ? 1 : 0));
    }

    /// The driver has the translations of a range forgotten. Ranges are aligned powers of two of pages.
    public void forgets(long atNs, PciAddress device, long iova, long bytes) {
        invalidations++;
        long firstPage = iova >>> PAGE_SHIFT;
        long lastPage = (iova + bytes - 1) >>> PAGE_SHIFT;
        int order = Long.SIZE - Long.numberOfLeadingZeros(firstPage ^ lastPage);
        lines.add(
                atNs,
                CPU,
                String.format(
                        "vtd_inv_desc_iotlb_pages iotlb invalidate domain 0x%x addr 0x%x mask 0x%x",
                        domain(device), (firstPage >>> order) << (order + PAGE_SHIFT), order));
    }

    /// The driver has all translations of a device forgotten.
    public void forgetsAll(long atNs, PciAddress device) {
        invalidations++;
        lines.add(
                atNs,
                CPU,
                String.format("vtd_inv_desc_iotlb_domain iotlb invalidate whole domain 0x%x", domain(device)));
    }

    /// Notes that accesses were wrong.
    public void wrong(DeviceTruth.WrongAccess accesses) {
        wrongAccesses.add(accesses);
    }

    long translations() {
        return translations;
    }

    long faults() {
        return faults;
    }

    long invalidations() {
        return invalidations;
    }

    List<DeviceTruth.WrongAccess> wrongAccesses() {
        return wrongAccesses;
    }

    /// Every device has a domain of its own.
    private static int domain(PciAddress device) {
        return FIRST_DOMAIN + device.sourceId();
    }
}
