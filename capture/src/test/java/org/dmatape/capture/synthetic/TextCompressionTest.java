// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextCompressionTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /// Enough for 16 GiB of dictionaries.
    private static final int BLOCKS = 256;

    private static final long MOST_ALLOCATED_BYTES = 512L << 20;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void emptyBlocksOfXzDoNotTakeADictionaryEach() throws IOException {
        Path file = Files.write(folder.resolve("blocks.xz"), EmptyXzBlocks.of(BLOCKS));
        long allocatedBefore = THREADS.getCurrentThreadAllocatedBytes();

        try (InputStream text = TextCompression.open(file)) {
            assertThat(text.readAllBytes()).isEmpty();
        }

        assertThat(THREADS.getCurrentThreadAllocatedBytes() - allocatedBefore).isLessThan(MOST_ALLOCATED_BYTES);
    }
}
