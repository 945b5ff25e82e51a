// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.dmatape.analyze.fixture.FixtureTape.FROM_DEVICE;
import static org.dmatape.analyze.fixture.FixtureTape.TO_DEVICE;

import java.util.ArrayList;
import java.util.List;
import org.dmatape.analyze.database.TapeDatabase;
import org.dmatape.analyze.fixture.Checks;
import org.dmatape.analyze.fixture.FixtureTape;
import org.dmatape.analyze.fixture.FixtureTape.Entry;
import org.dmatape.analyze.result.ResultCursor;
import org.dmatape.format.schema.DmaOpColumn;
import org.dmatape.format.schema.LossColumn;
import org.dmatape.format.schema.TapeTable;
import org.junit.jupiter.api.Test;

/// Which unmap ends which map, and what is not an error although it looks like one.
class PairingTest {

    private static final String DISK = "0000:00:01.0";
    private static final String NIC = "0000:00:02.0";
    private static final long IOVA = 0xffff_f000L;
    private static final long PHYS = 0x1234_5000L;

    private final FixtureTape tape = new FixtureTape();

    @Test
    void aReusedAddressPairsNeighbours() {
        long first = tape.map(DISK, IOVA, PHYS, 512, TO_DEVICE);
        long firstEnd = tape.unmap(DISK, IOVA, 512, TO_DEVICE);
        long second = tape.map(DISK, IOVA, PHYS, 4096, FROM_DEVICE);
        long secondEnd = tape.unmap(DISK, IOVA, 4096, FROM_DEVICE);

        assertThat(pairs()).containsExactly(pair(first, firstEnd), pair(second, secondEnd));
        assertThat(Checks.counts(Checks.all(tape))).isEmpty();
    }

    @Test
    void oneAddressOnTwoDevicesIsTwoAddresses() {
        long disk = tape.map(DISK, IOVA, PHYS, 512, TO_DEVICE);
        long nic = tape.map(NIC, IOVA, PHYS, 512, TO_DEVICE);
        long diskEnd = tape.unmap(DISK, IOVA, 512, TO_DEVICE);
        long nicEnd = tape.unmap(NIC, IOVA, 512, TO_DEVICE);

        assertThat(pairs()).containsExactly(pair(disk, diskEnd), pair(nic, nicEnd));
    }

    @Test
    void anUnmapRecordedLateBelongsToTheFirstMapping() {
        long first = tape.onCpu(0).map(DISK, IOVA, PHYS, 512, TO_DEVICE);
        long second = tape.onCpu(1).map(DISK, IOVA, PHYS + 4096, 512, TO_DEVICE);
        long lateEnd = tape.onCpu(0).unmap(DISK, IOVA, 512, TO_DEVICE);
        long secondEnd = tape.onCpu(1).unmap(DISK, IOVA, 512, TO_DEVICE);

        assertThat(pairs()).containsExactly(pair(first, lateEnd), pair(second, secondEnd));
        assertThat(Checks.counts(Checks.all(tape))).isEmpty();
    }

    @Test
    void lateUnmapsMayFollowEachOther() {
        List<String> expected = new ArrayList<>();
        long open = tape.onCpu(0).map(DISK, IOVA, PHYS, 512, TO_DEVICE);
        for (int i = 0; i < 2; i++) {
            long next = tape.onCpu(1).map(DISK, IOVA, PHYS + 4096, 512, TO_DEVICE);
            expected.add(pair(open, tape.onCpu(0).unmap(DISK, IOVA, 512, TO_DEVICE)));
            open = next;
        }
        expected.add(pair(open, tape.onCpu(1).unmap(DISK, IOVA, 512, TO_DEVICE)));

        assertThat(pairs()).containsExactlyElementsOf(expected);
        assertThat(Checks.counts(Checks.all(tape))).isEmpty();
    }

    @Test
    void aLateUnmapIsKnownByWhatItSays() {
        long first = tape.onCpu(0).map(DISK, IOVA, PHYS, 512, TO_DEVICE);
        long second = tape.onCpu(1).map(DISK, IOVA, PHYS, 4096, FROM_DEVICE);
        long secondEnd = tape.onCpu(1).unmap(DISK, IOVA, 4096, FROM_DEVICE);
        long lateEnd = tape.onCpu(0).unmap(DISK, IOVA, 512, TO_DEVICE);

        assertThat(pairs()).containsExactly(pair(first, lateEnd), pair(second, secondEnd));
        assertThat(Checks.counts(Checks.all(tape))).isEmpty();
    }

    /// From a recording of two CPUs with a ring of 8 KiB: the unmap of the first mapping was lost, and the map that the
    /// last unmap ends. Taken for one pair they moved the ends between, and the memory seemed mapped twice.
    @Test
    void acrossALossNothingIsLate() {
        long unseen = tape.onCpu(1).map(DISK, IOVA, PHYS, 4096, FROM_DEVICE);
        tape.lose(0, 58);
        long first = tape.onCpu(0).map(DISK, IOVA, PHYS, 4096, FROM_DEVICE);
        long firstEnd = tape.unmap(DISK, IOVA, 4096, FROM_DEVICE);
        long second = tape.map(DISK, IOVA, PHYS, 4096, FROM_DEVICE);
        long secondEnd = tape.unmap(DISK, IOVA, 4096, FROM_DEVICE);
        long other = tape.map(DISK, IOVA + 0x8000, PHYS, 4096, FROM_DEVICE);
        long otherEnd = tape.unmap(DISK, IOVA + 0x8000, 4096, FROM_DEVICE);
        tape.lose(0, 58);
        long unseenMap = tape.onCpu(1).unmap(DISK, IOVA, 4096, FROM_DEVICE);

        assertThat(pairs())
                .containsExactly(
                        unseen + " superseded",
                        pair(first, firstEnd),
                        pair(second, secondEnd),
                        pair(other, otherEnd),
                        unseenMap + " origin_unknown");
        assertThat(Checks.counts(Checks.all(tape))).containsOnlyKeys("lost-events");
    }

    @Test
    void anUnrecordedUnmapDoesNotShiftLaterPairs() {
        List<String> expected = new ArrayList<>();
        long unseen = tape.map(DISK, IOVA, PHYS, 512, TO_DEVICE);
        expected.add(unseen + " superseded");
        for (int i = 0; i < 20; i++) {
            long map = tape.onCpu(i % 2).map(DISK, IOVA, PHYS, 512, TO_DEVICE);
            expected.add(pair(map, tape.onCpu((i + 1) % 2).unmap(DISK, IOVA, 512, TO_DEVICE)));
        }

        assertThat(pairs()).containsExactlyElementsOf(expected);
        assertThat(Checks.counts(Checks.all(tape))).isEmpty();
    }

    @Test
    void aDoubleUnmapAfterAnUnrecordedUnmapIsStillFound() {
        tape.map(DISK, IOVA, PHYS, 512, TO_DEVICE);
        for (int i = 0; i < 20; i++) {
            tape.map(DISK, IOVA, PHYS, 512, TO_DEVICE);
            tape.unmap(DISK, IOVA, 512, TO_DEVICE);
        }
        tape.unmap(DISK, IOVA, 512, TO_DEVICE);

        assertThat(Checks.counts(Checks.all(tape))).containsOnlyKeys("unmap-unmapped");
    }

    @Test
    void withoutTranslationAnAddressMayBeMappedManyTimes() {
        long whole = tape.map(NIC, PHYS, PHYS, 4096, TO_DEVICE);
        long part = tape.map(NIC, PHYS, PHYS, 1500, TO_DEVICE);
        long again = tape.map(NIC, PHYS, PHYS, 4096, TO_DEVICE);
        long wholeEnd = tape.unmap(NIC, PHYS, 4096, TO_DEVICE);
        long againEnd = tape.unmap(NIC, PHYS, 4096, TO_DEVICE);
        long partEnd = tape.unmap(NIC, PHYS, 1500, TO_DEVICE);

        assertThat(pairs()).containsExactly(pair(whole, wholeEnd), pair(part, partEnd), pair(again, againEnd));
        assertThat(Checks.counts(Checks.all(tape))).isEmpty();
    }

    @Test
    void withoutTranslationTheMappingStillLiveIsTheLatest() {
        List<String> expected = new ArrayList<>();
        long open = tape.map(NIC, PHYS, PHYS, 4096, TO_DEVICE);
        for (int i = 0; i < 30; i++) {
            long next = tape.map(NIC, PHYS, PHYS, 4096, TO_DEVICE);
            expected.add(pair(open, tape.unmap(NIC, PHYS, 4096, TO_DEVICE)));
            open = next;
        }
        expected.add(open + " live_at_end");

        assertThat(pairs()).containsExactlyElementsOf(expected);
        assertThat(Checks.counts(Checks.all(tape))).isEmpty();
    }

    @Test
    void withoutTranslationAMismatchAmongManyStaysOneMismatch() {
        tape.map(NIC, PHYS, PHYS, 2048, TO_DEVICE);
        tape.map(NIC, PHYS, PHYS, 512, TO_DEVICE);
        tape.unmap(NIC, PHYS, 1024, TO_DEVICE);
        tape.unmap(NIC, PHYS, 512, TO_DEVICE);

        assertThat(Checks.counts(Checks.all(tape))).containsOnlyKeys("unmap-size-mismatch");
    }

    @Test
    void withoutTranslationWhatIsAloneEndsWithTheNextUnmapWhateverItSays() {
        Entry entry = new Entry(PHYS, PHYS, 256);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            long map = tape.map(NIC, PHYS, PHYS, 256, TO_DEVICE);
            expected.add(pair(map, tape.unmapSg(NIC, TO_DEVICE, entry)));
        }
        for (int i = 0; i < 2; i++) {
            long map = tape.map(NIC, PHYS, PHYS, 256, TO_DEVICE);
            expected.add(pair(map, tape.unmap(NIC, PHYS, 256, TO_DEVICE)));
            tape.unmap(NIC, PHYS, 256, TO_DEVICE);
        }

        assertThat(pairs()).containsExactlyElementsOf(expected);
        assertThat(Checks.counts(Checks.all(tape)))
                .containsOnly(entry("unmap-api-mismatch", 3L), entry("unmap-unmapped", 2L));
    }

    @Test
    void aScatterlistIsKnownByItsMemory() {
        Entry[] entries = {new Entry(PHYS, IOVA, 4096), new Entry(PHYS + 8192, IOVA + 4096, 512)};
        long map = tape.mapSg(DISK, TO_DEVICE, entries);
        long unmap = tape.unmapSg(DISK, TO_DEVICE, entries);

        assertThat(pairs()).containsExactly(pair(map, unmap), pair(map + 1, unmap));
        assertThat(Checks.counts(Checks.all(tape))).isEmpty();
    }

    @Test
    void aScatterlistMappedTwiceAtOnceIsUnmappedTwice() {
        Entry once = new Entry(PHYS, IOVA, 4096);
        Entry again = new Entry(PHYS, IOVA + 0x10000, 4096);
        tape.mapSg(DISK, TO_DEVICE, once);
        tape.mapSg(DISK, TO_DEVICE, again);
        tape.unmapSg(DISK, TO_DEVICE, once);
        tape.unmapSg(DISK, TO_DEVICE, again);

        assertThat(pairs()).allMatch(pair -> pair.contains("->"));
        assertThat(Checks.counts(Checks.all(tape))).isEmpty();
    }

    @Test
    void aSingleMappingUnmappedAsScatterlistEndsThereAndItsAddressIsFree() {
        Entry entry = new Entry(PHYS, IOVA, 256);
        long first = tape.map(DISK, IOVA, PHYS, 256, TO_DEVICE);
        long wrong = tape.unmapSg(DISK, TO_DEVICE, entry);
        long second = tape.map(DISK, IOVA, PHYS, 256, TO_DEVICE);
        long right = tape.unmap(DISK, IOVA, 256, TO_DEVICE);

        assertThat(pairs()).containsExactly(pair(first, wrong), pair(second, right));
        assertThat(Checks.counts(Checks.all(tape))).containsOnlyKeys("unmap-api-mismatch");
    }

    @Test
    void aScatterlistWithOtherEntriesIsACountMismatch() {
        Entry one = new Entry(PHYS, IOVA, 4096);
        Entry two = new Entry(PHYS + 8192, 0, 0);
        tape.mapSg(DISK, TO_DEVICE, one, two);
        tape.unmapSg(DISK, TO_DEVICE, one);

        assertThat(Checks.counts(Checks.all(tape))).containsOnlyKeys("unmap-count-mismatch");
    }

    @Test
    void theFirstUnmapOfAnAddressProvesNothing() {
        long unmap = tape.unmap(DISK, IOVA, 512, TO_DEVICE);

        assertThat(pairs()).containsExactly(unmap + " origin_unknown");
        assertThat(Checks.counts(Checks.all(tape))).isEmpty();
    }

    @Test
    void theIommuProvesThatNothingWasMapped() {
        tape.map(DISK, IOVA, PHYS, 512, TO_DEVICE);
        tape.unmap(DISK, IOVA, 512, TO_DEVICE);
        tape.with(DmaOpColumn.IOMMU_BYTES, 4096L);
        tape.unmap(DISK, IOVA + 0x10000, 512, TO_DEVICE);

        assertThat(Checks.findings(tape, "unmap-unmapped"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.kind()).hasValue("never-mapped"));
    }

    /// From a recording whose kernel log said "callbacks suppressed" beside seven unmaps of what was never mapped.
    @Test
    void faultsThatAKernelLogLeftOutExcuseNoUnmap() {
        tape.map(DISK, IOVA, PHYS, 512, TO_DEVICE);
        tape.unmap(DISK, IOVA, 512, TO_DEVICE);
        tape.with(DmaOpColumn.IOMMU_BYTES, 4096L);
        tape.fault(DISK, IOVA, "read");
        tape.lose(0, 1).with(TapeTable.LOSS, LossColumn.SOURCE_ID, FixtureTape.DEVICE_SOURCE);
        tape.unmap(DISK, IOVA + 0x10000, 512, TO_DEVICE);
        tape.unmap(DISK, IOVA, 512, TO_DEVICE);

        assertThat(Checks.findings(tape, "unmap-unmapped"))
                .extracting(finding -> finding.kind().orElseThrow())
                .containsExactly("never-mapped", "double-unmap");
    }

    @Test
    void anUnmapThatTookSomethingOutOfTheIommuIsNoDoubleUnmap() {
        tape.map(DISK, IOVA, PHYS, 512, TO_DEVICE);
        tape.unmap(DISK, IOVA, 512, TO_DEVICE);
        tape.with(DmaOpColumn.IOMMU_BYTES, 4096L);
        tape.unmap(DISK, IOVA, 512, TO_DEVICE);
        tape.with(DmaOpColumn.IOMMU_BYTES, 4096L);

        assertThat(Checks.counts(Checks.all(tape))).isEmpty();
    }

    /// From a recording of probes on Linux 6.1: the memory of the list had been mapped alone before, and unmapped.
    @Test
    void theUnmapOfAListWhoseAddressIsUnknownEndsNoOtherMapping() {
        for (int entries = 1; entries <= 2; entries++) {
            tape.map(DISK, IOVA, PHYS, 2048, TO_DEVICE);
            tape.unmap(DISK, IOVA, 2048, TO_DEVICE);
            tape.mapSg(DISK, TO_DEVICE, new Entry(PHYS, IOVA + 0x8000, 4096));
            tape.without(TapeTable.DMA_OP, DmaOpColumn.DMA_ADDR);
            tape.unmapSg(DISK, TO_DEVICE, new Entry(PHYS, 0, 4096));
            tape.with(DmaOpColumn.ENTRY_COUNT, (long) entries);
        }

        assertThat(Checks.counts(Checks.all(tape))).isEmpty();
    }

    @Test
    void coherentMemoryIsFreedWhereItWasAllocated() {
        tape.alloc(DISK, IOVA, 0xffff_8880_0000_0000L, 8192);
        tape.free(DISK, IOVA, 0xffff_8880_0000_2000L, 8192);

        assertThat(Checks.counts(Checks.all(tape))).containsOnlyKeys("free-address-mismatch");
    }

    @Test
    void addressesMayUseAllSixtyFourBits() {
        long window = 0x0800_0000_0000_0000L;
        long high = 0xf000_0000_0000_0000L;
        long inWindow = tape.map(DISK, window, PHYS, 512, TO_DEVICE);
        long onHigh = tape.map(DISK, high, PHYS + 4096, 512, TO_DEVICE);
        long other = tape.map(NIC, window, PHYS, 512, TO_DEVICE);
        long inWindowEnd = tape.unmap(DISK, window, 512, TO_DEVICE);
        long onHighEnd = tape.unmap(DISK, high, 512, TO_DEVICE);
        long otherEnd = tape.unmap(NIC, window, 512, TO_DEVICE);

        assertThat(pairs())
                .containsExactly(pair(inWindow, inWindowEnd), pair(onHigh, onHighEnd), pair(other, otherEnd));
        assertThat(Checks.counts(Checks.all(tape))).isEmpty();
    }

    @Test
    void freeingNullIsNothing() {
        tape.alloc(DISK, IOVA, 0xffff_8880_0000_0000L, 8192);
        tape.free(DISK, IOVA, 0xffff_8880_0000_0000L, 8192);
        tape.free(DISK, IOVA, 0, 8192);

        assertThat(Checks.counts(Checks.all(tape))).isEmpty();
    }

    private List<String> pairs() {
        List<String> pairs = new ArrayList<>();
        try (TapeDatabase database = tape.open();
                ResultCursor rows = database.query("SELECT CASE WHEN state = 'unmapped'"
                        + " THEN mapping_id || ' -> ' || unmap_event_id ELSE mapping_id || ' ' || state END"
                        + " FROM mapping ORDER BY mapping_id")) {
            while (rows.next()) {
                pairs.add(String.valueOf(rows.value(0)));
            }
        }
        return pairs;
    }

    private static String pair(long map, long unmap) {
        return map + " -> " + unmap;
    }
}
