// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.dmatape.cli.Cli;
import org.dmatape.cli.Tapes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {

    @TempDir
    private Path folder;

    @Test
    void showsEveryPlantedBugTheCostsAndWhatToDoNext() {
        String tape = folder.resolve("demo.tape").toString();

        Cli.Result result = Cli.run("demo", "-o", tape);

        assertThat(result.exitCode()).isZero();
        assertThat(result.messages()).isEmpty();
        assertThat(result.text())
                .contains("""
                        check                     severity  committed  found  what it means
                        ------------------------  --------  ---------  -----  ------------------------------------
                        unmapped-access           error             6      6  The device touched unmapped memory
                        iommu-fault               error             9      9  Faults the IOMMU reported
                        double-map                error             3      3  The same memory mapped twice at once
                        shared-page               info              -      2  Different permissions in one page
                        unmap-unmapped            error             4      4  Unmap of what is not mapped
                        unmap-size-mismatch       error             5      5  Unmapped with another size
                        unmap-direction-mismatch  error             6      6  Unmapped with another direction
                        unmap-api-mismatch        error             2      2  Unmapped by the wrong function
                        leaked-map                warning           4      4  Still mapped, long after its peers
                        bypass                    info              -      1  Devices that bypass the DMA API
                        """)
                .contains("The columns of the kernel's dma_map_benchmark\n")
                .contains("The tape is " + tape + ". Try next:\n")
                .contains("  dmatape query " + tape + " mapping-lifetimes\n");
    }

    @Test
    void replacesItsOwnTapeAndNoOther() {
        String own = folder.resolve("demo.tape").toString();
        String other = Tapes.of("maperror-612", folder);

        Cli.run("demo", "-o", own);
        assertThat(Cli.run("demo", "-o", own).exitCode()).isZero();

        Cli.Result refused = Cli.run("demo", "-o", other);
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.messages()).contains(other + " exists and is not the tape of an earlier demo");
    }
}
