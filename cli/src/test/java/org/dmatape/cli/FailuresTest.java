// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.dmatape.analyze.AnalysisException;
import org.dmatape.analyze.AnalysisException.Kind;
import org.dmatape.capture.recording.RecordingException;
import org.dmatape.cli.session.Session;
import org.dmatape.cli.session.UsageException;
import org.junit.jupiter.api.Test;

class FailuresTest {

    private final StringWriter messages = new StringWriter();
    private final Failures failures = new Failures(
            Session.of(OutputStream.nullOutputStream(), new PrintWriter(messages), Map.of()),
            List.of("check", "x.tape"));

    @Test
    void aWrongWishIsAUsageError() {
        assertThat(failures.handle(new UsageException("no device is called nvme0")))
                .isEqualTo(ExitCode.USAGE);
        assertThat(messages).hasToString("dmatape: no device is called nvme0\n");
    }

    @Test
    void aDamagedRecordingIsUnreadable() {
        RecordingException damage = new RecordingException("x.dat: at offset 17 a section header was expected");

        assertThat(failures.handle(damage)).isEqualTo(ExitCode.UNREADABLE);
        assertThat(messages).hasToString("dmatape: x.dat: at offset 17 a section header was expected\n");
    }

    @Test
    void textOfARecordingDoesNotSteerTheTerminal() {
        failures.handle(new UsageException("event '\u001b[2J' is not\namong those of the tape"));

        assertThat(messages).hasToString("dmatape: event '\\x1b[2J' is not\namong those of the tape\n");
    }

    @Test
    void aMissingFileIsUnreadableAlsoWhenWrapped() {
        UncheckedIOException wrapped = new UncheckedIOException(new NoSuchFileException("x.dat"));

        assertThat(failures.handle(wrapped)).isEqualTo(ExitCode.UNREADABLE);
        assertThat(messages).hasToString("dmatape: x.dat: there is no such file or folder\n");
    }

    @Test
    void aForbiddenFileIsUnreadable() {
        assertThat(failures.handle(new AccessDeniedException("x.dat"))).isEqualTo(ExitCode.UNREADABLE);
        assertThat(messages).hasToString("dmatape: x.dat: permission denied\n");
    }

    @Test
    void aReaderThatHasSeenEnoughIsNoFailure() {
        assertThat(failures.handle(new IOException("Broken pipe"))).isEqualTo(ExitCode.DONE);
        assertThat(messages.toString()).isEmpty();
    }

    @Test
    void memoryThatRanOutIsSaidWhateverItIsWrappedIn() {
        List<Throwable> shortages = List.of(
                new OutOfMemoryError("Java heap space"),
                new CompletionException(new IllegalStateException(new OutOfMemoryError("Cannot reserve 9 bytes"))),
                new NoClassDefFoundError("java.lang.ExceptionInInitializerError: Exception java.lang.OutOfMemoryError:"
                        + " Java heap space [in thread \"main\"]"),
                new AnalysisException(Kind.TAPE, "unreadable", new SQLException("Invalid Error: Java heap space")));

        for (Throwable shortage : shortages) {
            assertThat(failures.handle(shortage)).isEqualTo(ExitCode.UNREADABLE);
        }
        assertThat(messages.toString().lines())
                .hasSize(shortages.size())
                .allMatch(line ->
                        line.matches("dmatape: Java's memory ran out, .* DMATAPE_JAVA_OPTIONS=-Xmx[1-9][0-9]*g"));
    }

    @Test
    void aThreadThatIsRefusedIsNoQuestionOfTheHeap() {
        OutOfMemoryError refused = new OutOfMemoryError("unable to create native thread: possibly out of memory");

        assertThat(failures.handle(refused)).isEqualTo(ExitCode.UNREADABLE);
        assertThat(messages.toString()).contains("ulimit -u").doesNotContain("-Xmx");
    }

    @Test
    void anythingElseIsADefectWhoseDetailsOnlyTheUserCanRead() throws IOException {
        assertThat(failures.handle(new IllegalStateException("seven"))).isEqualTo(ExitCode.INTERNAL);

        assertThat(messages.toString())
                .startsWith("dmatape: internal error: java.lang.IllegalStateException: seven\n")
                .doesNotContain("\tat ");
        Path details = detailsFile();
        assertThat(details).content().contains("command line: check x.tape", "IllegalStateException: seven", "\tat ");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(details)))
                .isEqualTo("rw-------");
        Files.delete(details);
    }

    private Path detailsFile() {
        String text = messages.toString();
        return Path.of(text.substring(text.indexOf("details from ") + "details from ".length())
                .strip());
    }
}
