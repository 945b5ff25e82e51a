// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.bug;

import java.util.Optional;
import org.dmatape.samples.generate.BugKind;
import org.dmatape.samples.generate.DeviceTruth;
import org.dmatape.samples.generate.internal.device.IommuLog;
import org.dmatape.samples.generate.internal.machine.kernel.Direction;

/// Bugs of devices: accesses that nothing allows. How far in time they lie from the map or unmap beside them
/// varies, so that some are too near for clocks that do not agree well. Nobody gets their addresses again, and
/// only the fifth of eight pages is touched, so that no two of them look like one.
///
/// @param kind which one
/// @param misbehaviour what the device does
record DeviceBug(BugKind kind, Misbehaviour misbehaviour) implements BugInjector {

    private static final int LAST_PAGE = 4 * 4096;
    private static final int MAPPED_BYTES = LAST_PAGE + 512;
    private static final int STEP_BYTES = 4;
    private static final int STEP_NS = 150;
    private static final int[] GAPS_NS = {3_000, 40_000, 600_000};

    /// Has the device do it.
    private interface Misbehaviour {
        void commit(BugSite site, Accesses accesses);
    }

    static DeviceBug of(BugKind kind) {
        return new DeviceBug(
                kind,
                switch (kind) {
                    case DEVICE_AFTER_UNMAP -> DeviceBug::readAfterUnmap;
                    case DEVICE_NEVER_MAPPED -> DeviceBug::writeNeverMapped;
                    case DEVICE_BEYOND_END -> DeviceBug::goBeyondEnd;
                    case DEVICE_WRITE -> (site, accesses) -> use(site, accesses, Direction.TO_DEVICE, Access.WRITE);
                    case DEVICE_READ -> (site, accesses) -> use(site, accesses, Direction.FROM_DEVICE, Access.READ);
                    default -> throw new IllegalArgumentException(kind + " is no bug of a device");
                });
    }

    @Override
    public boolean commit(BugSite site) {
        Optional<IommuLog> iommu = site.kernel().iommuLog();
        iommu.ifPresent(log -> misbehaviour.commit(site, new Accesses(kind, site, log)));
        return iommu.isPresent();
    }

    private static void readAfterUnmap(BugSite site, Accesses accesses) {
        long dma = map(site, Direction.TO_DEVICE);
        unmap(site, dma, Direction.TO_DEVICE);
        accesses.waitFirst();
        accesses.commit(Access.READ, dma + LAST_PAGE, 256, accesses.gapNs());
    }

    private static void writeNeverMapped(BugSite site, Accesses accesses) {
        accesses.waitFirst();
        accesses.commit(
                Access.WRITE, Accesses.NEVER_MAPPED + site.occurrence() * Accesses.NEVER_MAPPED_SPACING, 128, 0);
    }

    private static void goBeyondEnd(BugSite site, Accesses accesses) {
        long dma = map(site, Direction.TO_DEVICE);
        Access access = site.occurrence() % 2 == 0 ? Access.LET_THROUGH : Access.WRITE;
        accesses.commitBetween(access, dma + MAPPED_BYTES, 64);
        unmap(site, dma, Direction.TO_DEVICE);
    }

    private static void use(BugSite site, Accesses accesses, int direction, Access access) {
        long dma = map(site, direction);
        accesses.commitBetween(access, dma + LAST_PAGE, 64);
        unmap(site, dma, direction);
    }

    private static long map(BugSite site, int direction) {
        return site.map(0, MAPPED_BYTES, direction);
    }

    private static void unmap(BugSite site, long dma, int direction) {
        site.kernel().dma().unmapForGood(site.cpu(), site.device(), dma, MAPPED_BYTES, direction);
    }

    /// What a device tries, and what comes of it.
    private enum Access {
        READ("read"),
        WRITE("write"),
        LET_THROUGH("unknown");

        private final String logged;

        Access(String logged) {
            this.logged = logged;
        }
    }

    /// Accesses of one device, and when.
    private record Accesses(BugKind kind, BugSite site, IommuLog iommu) {

        /// Above all IOVAs that are handed out.
        static final long NEVER_MAPPED = 0x9000_0000_0000L;

        static final long NEVER_MAPPED_SPACING = 0x4000L;

        long gapNs() {
            return GAPS_NS[site.occurrence() % GAPS_NS.length];
        }

        void waitFirst() {
            site.cpu().advance(gapNs());
        }

        /// Accesses as far from what was before as from what will follow.
        void commitBetween(Access access, long iova, int bytes) {
            waitFirst();
            commit(access, iova, bytes, gapNs());
            waitFirst();
        }

        void commit(Access access, long iova, int bytes, long marginNs) {
            long firstNs = site.cpu().nowNs();
            for (int offset = 0; offset < bytes; offset += STEP_BYTES) {
                if (access == Access.LET_THROUGH) {
                    iommu.translates(site.cpu().nowNs(), site.device().pci(), iova + offset, site.phys());
                } else {
                    iommu.refuses(site.cpu().nowNs(), site.device().pci(), iova + offset, access == Access.WRITE);
                }
                site.cpu().advance(STEP_NS);
            }
            iommu.wrong(new DeviceTruth.WrongAccess(
                    kind.check(),
                    kind.kind().orElseThrow(),
                    site.device().name().text(),
                    iova,
                    bytes,
                    bytes / STEP_BYTES,
                    access.logged,
                    access != Access.LET_THROUGH,
                    firstNs,
                    marginNs));
        }
    }
}
