// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dmatape.cli.Cli;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A store on a disk that is too small; a file system of that size needs root.
class FullDiskTest {

    @TempDir
    private Path folder;

    private Path disk;

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        disk = Files.createDirectories(folder.resolve("disk"));
        assumeTrue(command("mount", "-t", "tmpfs", "-o", "size=160k", "none", disk.toString()), "mounting needs root");
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        command("umount", disk.toString());
    }

    @Test
    void whatDoesNotFitIsToldAndTheNextRunGoesOn() throws IOException, InterruptedException {
        LabFolder lab = new LabFolder(folder);
        lab.add("net-strict-73", "2026-11-20/net");
        lab.add("maperror-612", "2026-11-20/error");
        lab.add("bugs-612", "2026-11-20/bugs");
        String store = disk.resolve("store").toString();

        Cli.Result full = Cli.run("nightly", lab.recordings().toString(), "--store", store, "--jobs", "1");
        assertThat(full.exitCode()).as(full.messages()).isEqualTo(3);
        assertThat(full.messages()).containsIgnoringCase("space").doesNotContain("internal error");

        assertThat(command("mount", "-o", "remount,size=200m", disk.toString())).isTrue();
        Cli.Result roomy = Cli.run("nightly", lab.recordings().toString(), "--store", store);

        assertThat(roomy.messages()).containsPattern("\\d new, \\d known, 0 unreadable, 0 left");
        assertThat(Cli.run("query", "--store", store, "--sql", "SELECT count(*) FROM capture")
                        .text())
                .endsWith("3\r\n");
        assertThat(Cli.run("store", "verify", store).exitCode()).isZero();
    }

    private static boolean command(String... words) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(words)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }
}
