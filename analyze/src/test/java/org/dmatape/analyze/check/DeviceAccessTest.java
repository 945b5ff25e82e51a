// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.dmatape.analyze.fixture.FixtureTape.DEVICE_SOURCE;
import static org.dmatape.analyze.fixture.FixtureTape.DRIVER_SOURCE;
import static org.dmatape.analyze.fixture.FixtureTape.FROM_DEVICE;
import static org.dmatape.analyze.fixture.FixtureTape.TO_DEVICE;

import java.util.List;
import java.util.Optional;
import org.dmatape.analyze.fixture.Checks;
import org.dmatape.analyze.fixture.FixtureTape;
import org.dmatape.format.schema.IommuFaultColumn;
import org.dmatape.format.schema.LossColumn;
import org.dmatape.format.schema.TapeTable;
import org.junit.jupiter.api.Test;

/// What the device touched, held against what was mapped.
class DeviceAccessTest {

    private static final String DISK = "0000:00:01.0";
    private static final String NIC = "0000:00:02.0";
    private static final int KERNEL_LOG = 7;
    private static final long IOVA = 0xffff_b000L;
    private static final long PHYS = 0x1234_5000L;
    private static final String READ = "read";
    private static final String WRITE = "write";
    private static final String UNKNOWN = "unknown";
    private static final String HIT = "hit";
    private static final String TRANSLATED = "translated";
    private static final String FAULT = "fault";

    /// So long after the last event of the driver's side.
    private static final long RECORDING_ENDS_NS = 10_000_000_000L;

    private final FixtureTape tape = new FixtureTape().clocks("aligned", 0);

    @Test
    void whatIsMappedMayBeTouched() {
        tape.map(DISK, IOVA + 0x10, PHYS + 0x10, 0x3000, TO_DEVICE);
        tape.access(DISK, IOVA + 0x10, 0, UNKNOWN, HIT);
        tape.access(DISK, IOVA, 4096, UNKNOWN, TRANSLATED);
        tape.access(DISK, IOVA + 0x10, 0x3000, READ, HIT);
        tape.unmap(DISK, IOVA + 0x10, 0x3000, TO_DEVICE);

        assertThat(Checks.counts(Checks.all(tape))).isEmpty();
    }

    @Test
    void stepsOfOneTransferAfterTheUnmapAreOneFinding() {
        long map = tape.map(DISK, IOVA, PHYS, 256, TO_DEVICE);
        long unmap = tape.unmap(DISK, IOVA, 256, TO_DEVICE);
        long first = tape.access(DISK, IOVA, 0, READ, FAULT);
        tape.access(DISK, IOVA + 4, 0, READ, FAULT);
        long last = tape.access(DISK, IOVA + 8, 0, READ, FAULT);

        assertThat(unmapped()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).contains("after-unmap");
            assertThat(finding.count()).isEqualTo(3);
            assertThat(finding.tsNs()).hasValue(2_000);
            assertThat(finding.dmaAddress()).hasValue(IOVA);
            assertThat(finding.events()).containsExactly(map, unmap, first, last);
            assertThat(finding.message())
                    .isEqualTo("3 reads (fault) of 0xffffb000..0xffffb008 in 2 us, known to the byte: "
                            + "its mapping of event 0 ended in event 1");
        });
    }

    @Test
    void aSecondTransferIsASecondFinding() {
        tape.map(DISK, IOVA, PHYS, 256, TO_DEVICE);
        tape.unmap(DISK, IOVA, 256, TO_DEVICE);
        for (int transfer = 0; transfer < 2; transfer++) {
            tape.access(DISK, IOVA + 8, 0, READ, FAULT);
            tape.access(DISK, IOVA + 12, 0, READ, FAULT);
        }
        tape.pause(20_000_000).access(DISK, IOVA + 16, 0, READ, FAULT);

        assertThat(unmapped()).extracting(Finding::count).containsExactly(2L, 2L, 1L);
    }

    @Test
    void aFaultWhereNothingWasEverMapped() {
        tape.map(DISK, IOVA, PHYS, 256, TO_DEVICE);
        tape.access(DISK, 0xbad_b000L, 0, WRITE, FAULT);

        assertThat(unmapped()).extracting(Finding::kind).containsExactly(Optional.of("never-mapped"));
    }

    @Test
    void aFaultBeforeTheMap() {
        tape.access(DISK, IOVA, 0, WRITE, FAULT);
        tape.map(DISK, IOVA, PHYS, 256, FROM_DEVICE);

        assertThat(unmapped()).extracting(Finding::kind).containsExactly(Optional.of("before-map"));
    }

    @Test
    void whatTheIommuLetThroughWasMappedBeforeTheRecording() {
        tape.access(DISK, 0xffff_d002L, 0, UNKNOWN, HIT);
        tape.map(DISK, IOVA, PHYS, 256, TO_DEVICE);
        tape.access(DISK, 0xffff_d002L, 0, UNKNOWN, TRANSLATED);

        assertThat(Checks.counts(Checks.all(tape))).isEmpty();
    }

    @Test
    void anUnmapWithoutAMapEndsWhatIsOlderThanTheRecording() {
        tape.map(DISK, 0x8000_0000L, PHYS + 0x1000, 256, TO_DEVICE);
        tape.access(DISK, IOVA, 0, READ, HIT);
        tape.unmap(DISK, IOVA, 256, TO_DEVICE);
        tape.access(DISK, IOVA, 0, READ, FAULT);

        assertThat(unmapped()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).contains("after-unmap");
            assertThat(finding.message()).endsWith("a mapping older than the recording ended in event 2");
        });
    }

    /// A log may begin long before the trace does; a ring of other buffers was in the same pages then.
    @Test
    void whatWasMappedBeforeTheRecordingBeganIsNotWhatItSawUnmapped() {
        tape.access(DISK, IOVA + 0x800, 0, UNKNOWN, HIT);
        tape.map(DISK, 0x8000_0000L, PHYS + 0x1000, 256, TO_DEVICE);
        tape.unmap(DISK, IOVA, 256, TO_DEVICE);
        stillRecording();

        assertThat(unmapped()).isEmpty();
    }

    @Test
    void beyondTheEndNeedsTheFullAddress() {
        tape.map(DISK, IOVA, PHYS, 256, FROM_DEVICE);
        tape.access(DISK, IOVA, 4096, WRITE, TRANSLATED);
        stillRecording();
        assertThat(unmapped()).isEmpty();

        tape.access(DISK, IOVA + 250, 6, WRITE, HIT);
        stillRecording();
        assertThat(unmapped()).isEmpty();

        tape.access(DISK, IOVA + 252, 8, WRITE, HIT);
        stillRecording();
        assertThat(unmapped()).extracting(Finding::kind).containsExactly(Optional.of("beyond-end"));
    }

    @Test
    void withoutAnIommuAPageHoldsMoreThanTheRecordingSaw() {
        tape.map(DISK, PHYS, PHYS, 256, TO_DEVICE);
        tape.access(DISK, PHYS + 512, 8, READ, "bypass");
        tape.unmap(DISK, PHYS, 256, TO_DEVICE);
        tape.access(DISK, PHYS, 8, WRITE, "bypass");
        tape.access(DISK, PHYS, 8, UNKNOWN, "bypass");
        stillRecording();
        assertThat(unmapped()).isEmpty();

        tape.access(DISK, PHYS + 16, 8, READ, "bypass");
        stillRecording();
        assertThat(unmapped()).extracting(Finding::kind).containsExactly(Optional.of("after-unmap"));
    }

    @Test
    void theDirectionOfTheMappingBinds() {
        tape.map(DISK, IOVA, PHYS, 256, TO_DEVICE);
        tape.access(DISK, IOVA + 16, 0, WRITE, FAULT);

        assertThat(Checks.findings(tape, "access-direction"))
                .extracting(Finding::kind)
                .containsExactly(Optional.of(WRITE));
        assertThat(unmapped()).isEmpty();
    }

    @Test
    void whatTheIommuLetThroughBeforeItWasFlushedIsTheStaleWindow() {
        tape.map(DISK, IOVA, PHYS, 256, TO_DEVICE);
        tape.unmap(DISK, IOVA, 256, TO_DEVICE);
        tape.access(DISK, IOVA + 16, 0, READ, HIT);
        tape.pause(5_000_000).invalidate(DEVICE_SOURCE, 0, 0);
        stillRecording();

        assertThat(unmapped()).isEmpty();
        assertThat(Checks.findings(tape, "stale-window"))
                .extracting(Finding::kind)
                .contains(Optional.of("entered"));
    }

    @Test
    void whatItLetThroughAfterTheFlushIsAnUnmappedAccess() {
        tape.map(DISK, IOVA, PHYS, 256, TO_DEVICE);
        tape.unmap(DISK, IOVA, 256, TO_DEVICE);
        tape.pause(5_000_000).invalidate(DRIVER_SOURCE, IOVA, 4096);
        tape.access(DISK, IOVA + 16, 0, READ, HIT);
        assertThat(unmapped()).as("it may have been mapped since").isEmpty();

        stillRecording();
        assertThat(unmapped()).extracting(Finding::kind).containsExactly(Optional.of("after-unmap"));
    }

    /// NVMe of Linux 7.3 maps by `dma_iova_link`, which has no event of its own, where it mapped a page before.
    @Test
    void whatWasMappedOnceMoreWithoutTheDmaApiIsMapped() {
        tape.map(DISK, IOVA, PHYS, 4096, TO_DEVICE);
        tape.unmap(DISK, IOVA, 4096, TO_DEVICE);
        tape.pause(5_000_000).invalidate(DRIVER_SOURCE, IOVA, 4096);
        tape.mapOtherwise(IOVA, 0x20000);
        tape.access(DISK, IOVA, 4096, UNKNOWN, TRANSLATED);
        stillRecording();
        assertThat(unmapped()).isEmpty();

        tape.access(DISK, IOVA, 0, READ, FAULT);
        assertThat(unmapped())
                .as("a fault shows that it is not")
                .extracting(Finding::kind)
                .containsExactly(Optional.of("after-unmap"));
    }

    @Test
    void faultsOfTheKernelLogAreAccessesToo() {
        tape.map(DISK, IOVA, PHYS, 256, TO_DEVICE);
        tape.unmap(DISK, IOVA, 256, TO_DEVICE);
        tape.fault(DISK, IOVA, READ);

        assertThat(unmapped()).extracting(Finding::kind).containsExactly(Optional.of("after-unmap"));
        assertThat(Checks.findings(tape, "iommu-fault")).hasSize(1);

        tape.access(DISK, IOVA, 0, READ, FAULT);
        assertThat(unmapped()).as("the same fault, seen twice").hasSize(1);
    }

    @Test
    void faultsWithoutAnAddressAreOneFindingAsLongAsTheyFollowCloseUpon() {
        tape.map(DISK, IOVA, PHYS, 256, TO_DEVICE);
        for (int fault = 0; fault < 3; fault++) {
            faultAtAnUnknownAddress();
        }
        tape.pause(20_000_000);
        faultAtAnUnknownAddress();
        tape.fault(DISK, IOVA, READ);

        assertThat(Checks.findings(tape, "iommu-fault"))
                .extracting(Finding::count, Finding::message)
                .containsExactly(
                        tuple(3L, "3 faults in 2 us, the addresses not told: PTE not present (source 1)"),
                        tuple(1L, "a fault, the addresses not told: PTE not present (source 1)"),
                        tuple(1L, "read fault at 0xffffb000: PTE not present (source 1)"));
        assertThat(Checks.findings(tape, "unmapped-access")).isEmpty();
    }

    private void faultAtAnUnknownAddress() {
        tape.fault(DISK, IOVA, READ);
        tape.without(TapeTable.IOMMU_FAULT, IommuFaultColumn.IOVA);
    }

    @Test
    void faultsOfTheKernelLogStandInForALogOnAClockOfItsOwn() {
        FixtureTape untied = new FixtureTape().clocks("unknown", 0);
        untied.map(DISK, IOVA, PHYS, 256, TO_DEVICE);
        untied.unmap(DISK, IOVA, 256, TO_DEVICE);
        untied.access(DISK, IOVA, 0, READ, FAULT);
        untied.fault(DISK, IOVA, READ);
        untied.with(TapeTable.IOMMU_FAULT, IommuFaultColumn.SOURCE_ID, DRIVER_SOURCE);

        assertThat(Checks.findings(untied, "unmapped-access"))
                .extracting(Finding::kind)
                .containsExactly(Optional.of("after-unmap"));
    }

    @Test
    void whatWasMappedLongBeforeOrAfterTheRecordingIsNotKnown() {
        tape.access(DISK, IOVA, 0, READ, FAULT);
        tape.pause(RECORDING_ENDS_NS).map(DISK, IOVA, PHYS, 256, TO_DEVICE);
        tape.unmap(DISK, IOVA, 256, TO_DEVICE);
        tape.pause(RECORDING_ENDS_NS - 1_000_000_000).access(DISK, IOVA, 0, READ, FAULT);
        assertThat(unmapped()).as("the device may be slower than the driver").hasSize(1);

        tape.pause(1_000_000_000).access(DISK, IOVA, 0, READ, FAULT);
        tape.access(DISK, 0xbad_b000L, 0, WRITE, FAULT);
        assertThat(unmapped()).hasSize(1);
    }

    @Test
    void lostEventsExplainIt() {
        tape.map(DISK, IOVA, PHYS, 256, TO_DEVICE);
        tape.unmap(DISK, IOVA, 256, TO_DEVICE);
        tape.lose(0, 1);
        tape.access(DISK, IOVA, 0, READ, FAULT);
        tape.access(DISK, 0xbad_b000L, 0, WRITE, FAULT);

        assertThat(unmapped()).isEmpty();
    }

    @Test
    void faultsThatWereNotPrintedExplainNothing() {
        tape.map(DISK, IOVA, PHYS, 256, TO_DEVICE);
        tape.unmap(DISK, IOVA, 256, TO_DEVICE);
        tape.lose(0, 1).with(TapeTable.LOSS, LossColumn.SOURCE_ID, DEVICE_SOURCE);
        tape.access(DISK, IOVA, 0, READ, FAULT);

        assertThat(unmapped()).hasSize(1);
        CheckReport report = Checks.all(tape);
        assertThat(Checks.result(report, "double-map").status()).isEqualTo(CheckStatus.NONE);
        assertThat(Checks.result(report, "access-direction").reason())
                .get()
                .asString()
                .startsWith("events were lost (1 span in a log of the device's side)");
    }

    @Test
    void whatALogLeftOutIsNotWhatACpuLost() {
        tape.access(DISK, IOVA, 0, READ, FAULT);
        tape.lose(0, 1).with(TapeTable.LOSS, LossColumn.EVENTS, 5L);
        tape.lose(0, 1)
                .with(TapeTable.LOSS, LossColumn.SOURCE_ID, DEVICE_SOURCE)
                .with(TapeTable.LOSS, LossColumn.EVENTS, 58L);

        assertThat(Checks.findings(tape, "lost-events"))
                .extracting(Finding::message)
                .containsExactly("CPU 0 lost 5 events in 1 span", "a log of the device's side left out 58 events");
    }

    /// A kernel log prints the first few faults of a burst; QEMU's log of the same run has them all.
    @Test
    void faultsThatAnotherLogHasHideNothing() {
        tape.map(DISK, IOVA, PHYS, 256, TO_DEVICE);
        tape.unmap(DISK, IOVA, 256, TO_DEVICE);
        tape.access(DISK, IOVA, 0, READ, FAULT);
        tape.fault(DISK, IOVA, READ);
        tape.with(TapeTable.IOMMU_FAULT, IommuFaultColumn.SOURCE_ID, KERNEL_LOG);
        tape.lose(0, 1).with(TapeTable.LOSS, LossColumn.SOURCE_ID, KERNEL_LOG);
        assertThat(access()).isEqualTo(CheckStatus.NONE);

        tape.fault(NIC, IOVA, READ);
        tape.with(TapeTable.IOMMU_FAULT, IommuFaultColumn.SOURCE_ID, KERNEL_LOG);
        assertThat(access())
                .as("faults of a device the other log does not tell of")
                .isEqualTo(CheckStatus.NOT_EVALUATED);
        tape.access(NIC, IOVA, 0, READ, FAULT);
        assertThat(access()).isEqualTo(CheckStatus.NONE);

        tape.lose(0, 1).with(TapeTable.LOSS, LossColumn.SOURCE_ID, DEVICE_SOURCE);
        assertThat(access()).as("that log lost some, too").isEqualTo(CheckStatus.NOT_EVALUATED);
    }

    private CheckStatus access() {
        return Checks.result(Checks.all(tape), "access-direction").status();
    }

    @Test
    void anOrderInsideTheErrorOfTheClocksIsNoError() {
        FixtureTape uncertain = new FixtureTape().clocks("aligned", 2_000);
        uncertain.map(DISK, IOVA, PHYS, 256, TO_DEVICE);
        uncertain.unmap(DISK, IOVA, 256, TO_DEVICE);
        uncertain.access(DISK, IOVA, 0, READ, FAULT);
        uncertain.pause(1_000_000).access(DISK, IOVA + 4, 0, READ, FAULT);

        assertThat(Checks.findings(uncertain, "unmapped-access"))
                .extracting(Finding::count)
                .containsExactly(1L);
        assertThat(Checks.findings(uncertain, "clock-uncertain"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.kind()).contains("unmapped-access");
                    assertThat(finding.message())
                            .endsWith("after-unmap if the times are right, but they may be off by 2 us");
                });
    }

    @Test
    void aClockThatNothingTiesToTheOthersSaysNothing() {
        FixtureTape untied = new FixtureTape().clocks("unknown", 0);
        untied.map(DISK, IOVA, PHYS, 256, TO_DEVICE);
        untied.unmap(DISK, IOVA, 256, TO_DEVICE);
        untied.access(DISK, IOVA, 0, READ, FAULT);

        CheckReport report = Checks.all(untied);
        assertThat(Checks.result(report, "unmapped-access")).satisfies(check -> {
            assertThat(check.status()).isEqualTo(CheckStatus.NOT_EVALUATED);
            assertThat(check.reason()).get().asString().startsWith("nothing ties the clock");
        });
        assertThat(report.findings())
                .filteredOn(finding -> finding.check().equals("clock-uncertain"))
                .extracting(Finding::kind)
                .containsExactly(Optional.of("unknown"));
    }

    /// What is let through after the last event of the driver's side proves nothing.
    private void stillRecording() {
        tape.add(1, 2);
        tape.getBuf(1, 2);
    }

    private List<Finding> unmapped() {
        return Checks.findings(tape, "unmapped-access");
    }
}
