// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.dmatape.cli.session.Session;
import org.junit.jupiter.api.Test;

/// What is done about a thread that dies while another waits for it.
class UncaughtFailuresTest {

    private static final long PATIENCE_MINUTES = 2;

    /// Waits for ever, unless somebody ends the process.
    static final class Waiting {

        private Waiting() {}

        /// @param arguments none
        public static void main(String[] arguments) throws InterruptedException {
            Failures failures = new Failures(Session.ofProcess(), List.of());
            Thread.setDefaultUncaughtExceptionHandler(new UncaughtFailures(failures));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                throw new IllegalStateException("thrown while the process ends, which goes on");
            }));
            Thread.ofPlatform().daemon().start(() -> {
                throw new OutOfMemoryError("Java heap space");
            });
            new CountDownLatch(1).await();
        }
    }

    @Test
    void theProcessEndsAndSaysWhy() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(ChildJava.command(Waiting.class, "-XX:+UseSerialGC"))
                .redirectErrorStream(true)
                .start();
        boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
        if (!ended) {
            process.destroyForcibly();
        }

        assertThat(ended).isTrue();
        assertThat(process.exitValue()).isEqualTo(3);
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("dmatape: Java's memory ran out")
                .hasLineCount(1);
    }
}
