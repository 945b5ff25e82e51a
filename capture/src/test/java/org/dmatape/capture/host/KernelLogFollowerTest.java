// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KernelLogFollowerTest {

    @Test
    void aRecordHasItsTimeAndItsFirstLine() {
        KernelLogRecord record = KernelLogRecord.parse(
                "3,812,15985610,-;DMAR: [DMA Read NO_PASID] Request device [00:03.0] fault addr 0xfff8000\n SUBSYSTEM=pci\n");

        assertThat(record.sinceBootNs()).isEqualTo(15_985_610_000L);
        assertThat(record.line())
                .isEqualTo("[   15.985610] DMAR: [DMA Read NO_PASID] Request device [00:03.0] fault addr 0xfff8000");
        assertThatThrownBy(() -> KernelLogRecord.parse("nothing")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLogIsReadToItsEnd(@TempDir Path folder) throws IOException {
        Path log = Files.writeString(folder.resolve("kmsg"), "6,1,1000000,-;first of the log\n");

        try (KernelLogFollower follower = KernelLogFollower.open(log)) {
            assertThat(follower.takeNew()).extracting(KernelLogRecord::text).containsExactly("first of the log");
        }
    }

    @Test
    void aLogThatIsNotToBeReadIsEmpty(@TempDir Path folder) {
        try (KernelLogFollower follower = KernelLogFollower.open(folder.resolve("none"))) {
            assertThat(follower.takeNew()).isEmpty();
        }
    }
}
