// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file system of a given size, in memory.
///
/// @param folder where it is mounted
record SmallDisk(Path folder) implements AutoCloseable {

    /// Mounts one; the test that asks is skipped where that is not allowed.
    static SmallDisk mount(Path folder, int sizeKib) throws IOException {
        Files.createDirectories(folder);
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=" + sizeKib + "k", "none", folder.toString()),
                "mounting a file system needs root");
        return new SmallDisk(folder);
    }

    /// Changes its options, such as its size.
    void remount(String options) {
        assertThat(run("mount", "-o", "remount," + options, folder.toString())).isTrue();
    }

    @Override
    public void close() {
        run("umount", "--lazy", folder.toString());
    }

    private static boolean run(String... words) {
        try {
            return new ProcessBuilder(words)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .onExit()
                            .join()
                            .exitValue()
                    == 0;
        } catch (IOException _) {
            return false;
        }
    }
}
