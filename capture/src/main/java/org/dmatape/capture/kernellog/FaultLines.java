// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.kernellog;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dmatape.capture.internal.device.PciAddress;
import org.dmatape.capture.kernellog.KernelFault.Access;
import org.jspecify.annotations.Nullable;

/// Recognises the faults that IOMMU drivers write into the kernel's log.
///
/// ```
///   DMAR: [DMA Read NO_PASID] Request device [00:03.0] fault addr 0xfffb000 [fault reason 0x06] PTE Read access ...
///   AMD-Vi: Event logged [IO_PAGE_FAULT device=0000:00:05.0 domain=0x0012 address=0xfffb000 flags=0x0020]
///   arm-smmu 2b400000.iommu: Unhandled context fault: fsr=0x402, iova=0xfffb000, fsynr=0x10, cbfrsynra=0x28, cb=1
///   virtio_iommu virtio0: page fault from EP 40 at 0xfffb000 [W]
/// ```
/// Sources: drivers/iommu/intel/dmar.c (to 5.14 without `0x`), amd/iommu.c, arm/arm-smmu/arm-smmu.c, virtio-iommu.c.
/// What an SMMUv3 reports takes several lines, see [SmmuEvent].
final class FaultLines {

    private static final int HEX = 16;
    private static final long AMD_FLAG_WRITE = 0x20;
    private static final long SMMU_FSYNR_WRITE = 0x10;
    private static final long STREAM_ID_MASK = 0xffff;
    private static final String NUMBER = "(?:0x)?([0-9a-fA-F]{1,16})";

    private static final Pattern VTD = Pattern.compile("\\[DMA (Read|Write)[^]]*] Request device \\[([0-9a-fA-F:.]+)]"
            + "(?: PASID \\w+)? fault addr " + NUMBER + "(?: \\[fault reason " + NUMBER + "](.*))?");
    private static final Pattern AMD = Pattern.compile("(?:(\\S+): )?AMD-Vi: Event logged \\[([A-Z_]+) "
            + "(?:device=(\\S+) )?(?:pasid=\\S+,? )?(?:domain=\\S+ )?address=" + NUMBER + " flags=" + NUMBER);
    private static final Pattern SMMU = Pattern.compile("arm-smmu \\S+: Unhandled context fault: .*iova=" + NUMBER
            + ".* fsynr=" + NUMBER + "(?:.*cbfrsynra=" + NUMBER + ")?");
    private static final Pattern VIRTIO =
            Pattern.compile("(domain|page|unknown) fault from EP (\\d{1,10})(?: at " + NUMBER + " \\[([RWX]*)])?");

    private FaultLines() {}

    /// The fault a message tells of.
    static Optional<KernelFault> of(String message) {
        if (message.contains("fault addr")) {
            return find(VTD, message).map(FaultLines::vtd);
        }
        if (message.contains("AMD-Vi")) {
            return find(AMD, message).map(FaultLines::amd);
        }
        if (message.contains("context fault")) {
            return find(SMMU, message).map(FaultLines::smmu);
        }
        return message.contains("fault from EP") ? find(VIRTIO, message).map(FaultLines::virtio) : Optional.empty();
    }

    private static Optional<Matcher> find(Pattern pattern, String message) {
        Matcher matcher = pattern.matcher(message);
        return matcher.find() ? Optional.of(matcher) : Optional.empty();
    }

    private static KernelFault vtd(Matcher line) {
        String number = line.group(4);
        String reason =
                number == null ? "" : String.format("0x%02x%s", Long.parseUnsignedLong(number, HEX), line.group(5));
        Access access = line.group(1).equals("Write") ? Access.WRITE : Access.READ;
        return new KernelFault(device(line.group(2)), number(line.group(3)), access, reason);
    }

    private static KernelFault amd(Matcher line) {
        String device = line.group(3) == null ? lastWord(line.group(1)) : line.group(3);
        boolean isWrite = (Long.parseUnsignedLong(line.group(5), HEX) & AMD_FLAG_WRITE) != 0;
        Access access = isWrite ? Access.WRITE : Access.READ;
        return new KernelFault(device(device), number(line.group(4)), access, line.group(2));
    }

    private static KernelFault smmu(Matcher line) {
        boolean isWrite = (Long.parseUnsignedLong(line.group(2), HEX) & SMMU_FSYNR_WRITE) != 0;
        OptionalLong stream = line.group(3) == null
                ? OptionalLong.empty()
                : OptionalLong.of(Long.parseUnsignedLong(line.group(3), HEX) & STREAM_ID_MASK);
        return new KernelFault(stream, number(line.group(1)), isWrite ? Access.WRITE : Access.READ, "context fault");
    }

    private static KernelFault virtio(Matcher line) {
        String flags = line.group(4) == null ? "" : line.group(4);
        boolean reads = flags.contains("R");
        boolean writes = flags.contains("W");
        Access access = reads == writes ? Access.UNKNOWN : writes ? Access.WRITE : Access.READ;
        OptionalLong iova = line.group(3) == null ? OptionalLong.empty() : number(line.group(3));
        return new KernelFault(OptionalLong.of(Long.parseLong(line.group(2))), iova, access, line.group(1));
    }

    private static OptionalLong number(String hexadecimal) {
        return OptionalLong.of(Long.parseUnsignedLong(hexadecimal, HEX));
    }

    private static OptionalLong device(String name) {
        return PciAddress.parse(name).stream()
                .mapToLong(address -> Integer.toUnsignedLong(address.requesterId()))
                .findFirst();
    }

    private static String lastWord(@Nullable String text) {
        return text == null ? "" : text.substring(text.lastIndexOf(' ') + 1);
    }
}
