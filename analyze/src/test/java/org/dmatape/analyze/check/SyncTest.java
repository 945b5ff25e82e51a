// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dmatape.analyze.fixture.FixtureTape.BIDIRECTIONAL;
import static org.dmatape.analyze.fixture.FixtureTape.FROM_DEVICE;
import static org.dmatape.analyze.fixture.FixtureTape.TO_DEVICE;

import java.util.Optional;
import org.dmatape.analyze.fixture.Checks;
import org.dmatape.analyze.fixture.FixtureTape;
import org.junit.jupiter.api.Test;

/// Which mapping a sync is about, and what is wrong with it.
class SyncTest {

    private static final String NIC = "0000:00:02.0";
    private static final String FOR_CPU = "sync_for_cpu";
    private static final String FOR_DEVICE = "sync_for_device";
    private static final long SLOT = 0x8000_0000L;
    private static final long PHYS = 0x1234_5000L;

    private final FixtureTape tape = new FixtureTape();

    @Test
    void anyPartOfALiveMappingMayBeSynced() {
        tape.map(NIC, SLOT, PHYS, 3 * 4096, FROM_DEVICE);
        tape.sync(NIC, FOR_CPU, SLOT, 3 * 4096, FROM_DEVICE);
        tape.sync(NIC, FOR_CPU, SLOT + 5000, 1000, FROM_DEVICE);
        tape.sync(NIC, FOR_DEVICE, SLOT + 5000, 1000, FROM_DEVICE);

        assertThat(Checks.counts(Checks.all(tape))).isEmpty();
    }

    @Test
    void aLargeMappingIsFoundFromItsMiddle() {
        tape.map(NIC, SLOT, PHYS, 16 << 20, FROM_DEVICE);
        tape.sync(NIC, FOR_CPU, SLOT + (9 << 20), 4096, FROM_DEVICE);
        tape.sync(NIC, FOR_CPU, SLOT + (15 << 20), 2 << 20, FROM_DEVICE);

        assertThat(Checks.counts(Checks.all(tape))).containsOnlyKeys("sync-out-of-range");
    }

    @Test
    void neighboursInOnePageAreToldApart() {
        tape.map(NIC, SLOT, PHYS, 2048, FROM_DEVICE);
        tape.map(NIC, SLOT + 2048, PHYS + 4096, 2048, TO_DEVICE);
        tape.sync(NIC, FOR_CPU, SLOT, 2048, FROM_DEVICE);
        tape.sync(NIC, FOR_DEVICE, SLOT + 2048, 2048, TO_DEVICE);

        assertThat(Checks.counts(Checks.all(tape))).isEmpty();
    }

    @Test
    void memoryThatWasNeverMappedProvesNothing() {
        tape.map(NIC, SLOT, PHYS, 2048, FROM_DEVICE);
        tape.sync(NIC, FOR_CPU, SLOT + 0x10_0000, 2048, FROM_DEVICE);

        assertThat(Checks.counts(Checks.all(tape))).isEmpty();
    }

    @Test
    void aSyncAfterTheUnmapIsAnError() {
        tape.map(NIC, SLOT, PHYS, 2048, FROM_DEVICE);
        tape.unmap(NIC, SLOT, 2048, FROM_DEVICE);
        tape.sync(NIC, FOR_CPU, SLOT + 64, 64, FROM_DEVICE);

        assertThat(Checks.counts(Checks.all(tape))).containsOnlyKeys("sync-unmapped");
    }

    @Test
    void withoutTranslationAPoolMayHaveMappedTheMemoryBeforeTheRecording() {
        tape.map(NIC, PHYS, PHYS, 1500, TO_DEVICE);
        tape.unmap(NIC, PHYS, 1500, TO_DEVICE);
        tape.sync(NIC, FOR_CPU, PHYS, 1500, FROM_DEVICE);

        assertThat(Checks.counts(Checks.all(tape))).isEmpty();
    }

    @Test
    void theDirectionMustBeThatOfTheMapping() {
        tape.map(NIC, SLOT, PHYS, 2048, FROM_DEVICE);
        tape.sync(NIC, FOR_DEVICE, SLOT, 2048, TO_DEVICE);
        tape.map(NIC, SLOT + 4096, PHYS + 4096, 2048, TO_DEVICE);
        tape.sync(NIC, FOR_CPU, SLOT + 4096, 2048, FROM_DEVICE);
        tape.map(NIC, SLOT + 8192, PHYS + 8192, 2048, BIDIRECTIONAL);
        tape.sync(NIC, FOR_CPU, SLOT + 8192, 2048, FROM_DEVICE);

        assertThat(Checks.findings(tape, "sync-direction"))
                .extracting(Finding::kind)
                .containsExactly(Optional.of("write-only-for-device"), Optional.of("read-only-for-cpu"));
    }
}
