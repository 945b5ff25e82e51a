// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dmatape.analyze.fixture.FixtureTape.FROM_DEVICE;

import java.util.List;
import org.dmatape.analyze.fixture.Checks;
import org.dmatape.analyze.fixture.FixtureTape;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Buffers whose memory their driver mapped itself, as page pools of virtio-net do since Linux 6.13.
class PremappedBufferTest {

    private static final String NIC = "0000:00:04.0";
    private static final long VQ = 0x1000;
    private static final long IOVA = 0xfff0_0000L;
    private static final long MEMORY = 0x5000_0000L;
    private static final long POOL_BYTES = 0x8000;

    private final FixtureTape tape = new FixtureTape().virtioDevice(NIC, "virtio0", true);
    private long map;

    @BeforeEach
    void mapThePool() {
        map = map(IOVA);
    }

    @Test
    void memoryOfTwoBuffersIsUnmappedUnderTheDevice() {
        long first = post(1, IOVA + 0x600, IOVA + 0x7000);
        long second = post(2, IOVA + 0x7ff0);
        post(3, IOVA + POOL_BYTES);
        long unmap = unmap(IOVA);
        tape.getBuf(VQ, 1);
        tape.getBuf(VQ, 2);
        tape.getBuf(VQ, 3);

        assertThat(Checks.findings(tape, "premature-unmap"))
                .extracting(Finding::events)
                .containsExactly(List.of(first, map, unmap), List.of(second, map, unmap));
    }

    @Test
    void memoryIsUnmappedBeforeAndAfterTheDeviceHadIt() {
        unmap(IOVA);
        map(IOVA);
        post(1, IOVA);
        tape.getBuf(VQ, 1);
        unmap(IOVA);

        assertThat(Checks.findings(tape, "premature-unmap")).isEmpty();
    }

    /// The kernel records an unmap after the address is free: another CPU may have mapped it and posted a buffer by
    /// then.
    @Test
    void anUnmapThatIsRecordedLateIsOfTheMappingBefore() {
        tape.onCpu(1);
        map(IOVA);
        post(1, IOVA);
        tape.onCpu(0);
        unmap(IOVA);
        tape.onCpu(1);
        tape.getBuf(VQ, 1);
        unmap(IOVA);

        assertThat(Checks.findings(tape, "premature-unmap")).isEmpty();
    }

    private long map(long iova) {
        return tape.map(NIC, iova, MEMORY, POOL_BYTES, FROM_DEVICE);
    }

    private long unmap(long iova) {
        return tape.unmap(NIC, iova, POOL_BYTES, FROM_DEVICE);
    }

    private long post(long token, long... addresses) {
        long add = tape.add(VQ, token);
        for (int i = 0; i < addresses.length; i++) {
            tape.premapped(add, i, addresses[i], 0x100);
        }
        return add;
    }
}
