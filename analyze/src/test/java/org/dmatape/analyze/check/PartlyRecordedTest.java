// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dmatape.analyze.fixture.FixtureTape.BIDIRECTIONAL;
import static org.dmatape.analyze.fixture.FixtureTape.FROM_DEVICE;
import static org.dmatape.analyze.fixture.FixtureTape.TO_DEVICE;

import org.dmatape.analyze.fixture.Checks;
import org.dmatape.analyze.fixture.FixtureTape;
import org.junit.jupiter.api.Test;

/// Recordings of some threads, CPUs or functions only. Seen first in `trace-cmd record -F -c` of a disk: what unmaps in
/// interrupts was not recorded, and every buffer that was used again seemed mapped twice.
class PartlyRecordedTest {

    private static final String DISK = "0000:00:01.0";
    private static final String NIC = "0000:00:02.0";
    private static final long IOVA = 0xffff_f000L;
    private static final long PHYS = 0x1234_5000L;
    private static final long PAGE = 4096;
    /// Behind an IOMMU the offset in the page would be that of the memory.
    private static final long BOUNCE = 0x7c00_0800L;

    private final FixtureTape tape = new FixtureTape();

    @Test
    void aBufferUsedAgainIsNotMappedTwiceWhereUnmapsAreMissing() {
        reuseAddressUnseen();
        tape.map(DISK, IOVA + PAGE, PHYS, 512, FROM_DEVICE);
        tape.map(DISK, IOVA + 2 * PAGE, PHYS, 512, FROM_DEVICE);

        assertThat(Checks.counts(Checks.all(tape))).containsOnlyKeys("lost-events");
    }

    @Test
    void whatTheUnmapsThatWereRecordedProveIsFound() {
        reuseAddressUnseen();
        tape.map(DISK, IOVA + PAGE, PHYS, 512, FROM_DEVICE);
        tape.map(DISK, IOVA + 2 * PAGE, PHYS, 512, FROM_DEVICE);
        tape.unmap(DISK, IOVA + PAGE, 512, FROM_DEVICE);

        assertThat(Checks.counts(Checks.all(tape))).containsEntry("double-map", 1L);
    }

    @Test
    void anotherDeviceIsJudgedAsEver() {
        reuseAddressUnseen();
        tape.map(NIC, IOVA + PAGE, PHYS, 512, FROM_DEVICE);
        tape.map(NIC, IOVA + 2 * PAGE, PHYS, 512, FROM_DEVICE);

        assertThat(Checks.counts(Checks.all(tape))).containsEntry("double-map", 1L);
    }

    @Test
    void nothingLeaksWhereUnmapsAreMissing() {
        reuseAddressUnseen();
        tape.map(DISK, IOVA + PAGE, PHYS + 8 * PAGE, 512, FROM_DEVICE);
        for (int i = 0; i < 9; i++) {
            tape.map(DISK, IOVA + 2 * PAGE, PHYS + PAGE, 512, TO_DEVICE);
            tape.unmap(DISK, IOVA + 2 * PAGE, 512, TO_DEVICE);
        }

        assertThat(Checks.counts(Checks.all(tape))).containsOnlyKeys("lost-events");
    }

    @Test
    void aTokenUsedAgainIsNotADuplicate() {
        reuseAddressUnseen();
        tape.add(0x1000, 0x10);
        tape.add(0x1000, 0x10);
        tape.add(0x1000, 0x20);
        tape.getBuf(0x1000, 0x20);

        assertThat(Checks.counts(Checks.all(tape))).containsOnlyKeys("lost-events");
    }

    @Test
    void theVerdictIsOpenAndSaysWhy() {
        reuseAddressUnseen();

        CheckReport report = Checks.all(tape);

        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(Checks.result(report, "double-map").reason().orElseThrow()).contains("only a part", DISK);
        assertThat(report.findings())
                .filteredOn(finding -> finding.check().equals("lost-events"))
                .extracting(Finding::message)
                .containsExactly(
                        "1 mapping of " + DISK + " ended, and its unmap was not recorded although no event was lost: "
                                + "were only some threads, CPUs or functions recorded?");
    }

    /// While a recording begins, the events are turned on one after the other.
    @Test
    void whatWasMappedBeforeAnyUnmapMayHaveEndedUnseen() {
        tape.map(DISK, IOVA, PHYS, 512, TO_DEVICE);
        tape.map(DISK, IOVA, PHYS + PAGE, 512, TO_DEVICE);
        tape.unmap(DISK, IOVA, 512, TO_DEVICE);

        assertThat(Checks.all(tape).verdict()).isEqualTo(Verdict.CLEAN);
    }

    @Test
    void withoutTranslationMostMappingsAreMadeAgainWhereUnmapsAreMissing() {
        mapAgain(17, PHYS);

        assertThat(Checks.counts(Checks.all(tape))).containsOnlyKeys("lost-events");
    }

    /// Most of what this driver does, it does right.
    @Test
    void withoutTranslationADriverMayForgetToUnmap() {
        mapAgain(17, PHYS);
        for (int i = 0; i < 20; i++) {
            tape.map(DISK, PHYS + PAGE, PHYS + PAGE, 512, FROM_DEVICE);
            tape.unmap(DISK, PHYS + PAGE, 512, FROM_DEVICE);
        }

        assertThat(Checks.counts(Checks.all(tape)))
                .containsEntry("double-map", 16L)
                .containsEntry("leaked-map", 17L);
    }

    @Test
    void behindBounceBuffersTheMemoryIsMadeAgainAtOtherAddresses() {
        bounceAgain(17);

        assertThat(Checks.counts(Checks.all(tape))).containsOnlyKeys("lost-events");
    }

    @Test
    void behindBounceBuffersADriverMayForgetToUnmap() {
        bounceAgain(16);

        assertThat(Checks.counts(Checks.all(tape))).containsEntry("double-map", 15L);
    }

    private void bounceAgain(int times) {
        tape.map(DISK, BOUNCE, PHYS + 2 * PAGE, 512, FROM_DEVICE);
        tape.unmap(DISK, BOUNCE, 512, FROM_DEVICE);
        for (int i = 1; i <= times; i++) {
            tape.map(DISK, BOUNCE + i * PAGE, PHYS, 512, FROM_DEVICE);
        }
    }

    private void mapAgain(int times, long address) {
        tape.map(DISK, PHYS + 2 * PAGE, PHYS + 2 * PAGE, 512, BIDIRECTIONAL);
        tape.unmap(DISK, PHYS + 2 * PAGE, 512, BIDIRECTIONAL);
        for (int i = 0; i < times; i++) {
            tape.map(DISK, address, address, 512, BIDIRECTIONAL);
        }
    }

    private void reuseAddressUnseen() {
        tape.map(DISK, IOVA, PHYS + 16 * PAGE, 512, TO_DEVICE);
        tape.unmap(DISK, IOVA, 512, TO_DEVICE);
        tape.map(DISK, IOVA, PHYS + 16 * PAGE, 512, TO_DEVICE);
        tape.map(DISK, IOVA, PHYS + 17 * PAGE, 512, TO_DEVICE);
        tape.unmap(DISK, IOVA, 512, TO_DEVICE);
    }
}
