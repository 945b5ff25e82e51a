// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dmatape.analyze.AnalysisException;
import org.dmatape.analyze.check.CheckOptions;
import org.dmatape.analyze.check.CheckReport;
import org.dmatape.analyze.check.CheckRunner;
import org.dmatape.analyze.database.DatabaseOptions;
import org.dmatape.analyze.database.DatabaseOptions.Access;
import org.dmatape.analyze.database.TapeDatabase;
import org.dmatape.analyze.lab.lake.LakeWriter;
import org.dmatape.analyze.lab.store.LabStore;
import org.dmatape.analyze.lab.store.LakeFile;
import org.dmatape.analyze.lab.store.NewCapture;
import org.dmatape.analyze.lab.store.StoredCapture;
import org.dmatape.format.TapeException;
import org.dmatape.format.folder.FolderTree;
import org.dmatape.format.manifest.EventCount;
import org.dmatape.format.manifest.Manifest;
import org.dmatape.format.read.Tape;

/// Takes one capture in. All of it happens in a folder of its own; at the end its files move into the lake and the
/// database makes them count in one transaction. Whoever dies in between leaves files that do not count, which the
/// next run removes.
final class CaptureJob {

    private static final Pattern NODE_NAME = Pattern.compile("^\\S+ (\\S+) ");
    private static final String NO_NODE_NAME = "(none)";
    private static final String UNKNOWN_HOST = "unknown";

    private final LabStore store;
    private final CaptureReader reader;
    private final IngestOptions options;

    CaptureJob(LabStore store, CaptureReader reader, IngestOptions options) {
        this.store = store;
        this.reader = reader;
        this.options = options;
    }

    /// @throws UnreadableCaptureException when the capture is broken
    StoredCapture run(CaptureInput input, CaptureIdentity identity) throws IOException {
        Path work = store.layout().work().resolve(StoredCapture.key(identity.content()));
        FolderTree.delete(work);
        Files.createDirectories(work);
        try {
            Tape tape = reader.read(input, work.resolve("capture.tape"), options.threadsPerJob());
            NewCapture capture = analyse(input, identity, tape, work);
            for (LakeFile file : capture.files()) {
                store.lake().moveIn(work.resolve("lake").resolve(file.path()), file.path());
            }
            store.captures().add(capture, identity.signature(), options.program());
            return capture.capture();
        } catch (TapeException damaged) {
            if (damaged.kind() == TapeException.Kind.UNWRITABLE) {
                throw new IOException(damaged.getMessage(), damaged);
            }
            throw new UnreadableCaptureException(String.valueOf(damaged.getMessage()), damaged);
        } catch (AnalysisException failed) {
            if (failed.kind() == AnalysisException.Kind.TAPE) {
                throw new UnreadableCaptureException(String.valueOf(failed.getMessage()), failed);
            }
            throw failed;
        } finally {
            FolderTree.delete(work);
        }
    }

    private NewCapture analyse(CaptureInput input, CaptureIdentity identity, Tape tape, Path work) throws IOException {
        DatabaseOptions session = DatabaseOptions.defaults()
                .withMemoryLimitBytes(options.memoryBytesPerJob())
                .withThreads(options.threadsPerJob())
                .withTemporaryFolder(work)
                .withAccess(Access.FILES);
        try (TapeDatabase database = TapeDatabase.open(tape, session)) {
            CheckReport report = CheckRunner.run(database, CheckOptions.defaults());
            CaptureEnvironment environment = CaptureEnvironment.of(database, tape.manifest(), options.ignoredFacts());
            CaptureMeasurement measured = CaptureMeasurement.of(database);
            StoredCapture facts = facts(input, identity, tape.manifest(), environment, report);
            List<LakeFile> files = LakeWriter.write(database, facts, work.resolve("lake"));
            return new NewCapture(
                    facts,
                    input.path().toAbsolutePath().normalize().toString(),
                    environment.facts(),
                    report,
                    measured.metrics(),
                    measured.distributions(),
                    files);
        }
    }

    private StoredCapture facts(
            CaptureInput input,
            CaptureIdentity identity,
            Manifest manifest,
            CaptureEnvironment environment,
            CheckReport report)
            throws IOException {
        Instant recordedAt = PlaceRules.recordedAt(input);
        return new StoredCapture(
                StoredCapture.key(identity.content()),
                identity.content(),
                input.name(),
                options.places().host(input).orElseGet(() -> host(manifest.host())),
                options.places().scenario(input),
                options.places().night(input, recordedAt),
                recordedAt,
                environment.fingerprint(),
                report.verdict().name().toLowerCase(Locale.ROOT),
                manifest.events().stream().mapToLong(EventCount::count).sum(),
                manifest.losses().events(),
                manifest.losses().spans() > 0,
                false);
    }

    private static String host(Map<String, String> facts) {
        Optional<String> named = Optional.ofNullable(facts.get("hostname"));
        return named.or(() -> nodeName(facts.getOrDefault("uname", "")))
                .map(PlaceRules::fit)
                .orElse(UNKNOWN_HOST);
    }

    private static Optional<String> nodeName(String uname) {
        Matcher name = NODE_NAME.matcher(uname);
        return name.find() && !name.group(1).equals(NO_NODE_NAME) ? Optional.of(name.group(1)) : Optional.empty();
    }
}
