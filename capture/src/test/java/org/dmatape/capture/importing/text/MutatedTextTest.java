// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.dmatape.capture.ftracetext.FtraceTextFormat;
import org.dmatape.capture.importing.fixture.RowCollector;
import org.dmatape.capture.importing.fixture.TestResource;
import org.dmatape.capture.importing.internal.EventImporter;
import org.dmatape.capture.internal.rows.PlainTextPool;
import org.dmatape.capture.internal.rows.TapeRows;
import org.dmatape.capture.recording.OpenOptions;
import org.dmatape.capture.recording.Recording;
import org.dmatape.capture.recording.RecordingException;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever happens to a text on its way, it is read line by line or refused; nothing else.
class MutatedTextTest {

    private static final int MUTATIONS_PER_TEXT = 500;
    private static final int LINES = 40;
    private static final long SEED = 20261122;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final List<String> SPLICES = List.of(
            "\n",
            " ",
            ":",
            "=",
            "{",
            "}",
            "ARRAY[",
            "]",
            "\"",
            "(",
            ")",
            "<- ",
            "0x",
            "-",
            "/",
            "> ",
            "\0",
            "999999999999999999999",
            "18446744073709551615.999999: ",
            "CPU:9999 [LOST 999999999999999999 EVENTS]\n",
            "[99999999]",
            "us: ",
            "\u00e9",
            "map: IOMMU: ");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftrace-text/trace.txt.gz",
                "ftrace-text/trace-cmd-report-R-l-t.txt.gz",
                "ftrace-text/trace-latency-format.txt",
                "ftrace-text/trace_pipe-tsc.txt",
                "perf-data/plain.script-pid-tid.txt.gz"
            })
    void aMutatedTextIsReadOrRefused(String name) {
        List<String> lines = new String(TestResource.read(name), StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .toList();
        Random random = new Random(SEED);
        Assertions.assertTimeout(PATIENCE, () -> {
            for (int i = 0; i < MUTATIONS_PER_TEXT; i++) {
                int from = random.nextInt(Math.max(1, lines.size() - LINES));
                String text = lines.stream().skip(from).limit(LINES).collect(Collectors.joining("\n"));
                assertReadOrRefused(mutate(text, random), name + ", mutation " + i);
            }
        });
    }

    private static String mutate(String text, Random random) {
        StringBuilder mutated = new StringBuilder(text);
        int changes = 1 + random.nextInt(12);
        for (int i = 0; i < changes && mutated.length() > 1; i++) {
            int at = random.nextInt(mutated.length());
            switch (random.nextInt(4)) {
                case 0 -> mutated.setCharAt(at, (char) random.nextInt(256));
                case 1 -> mutated.insert(at, SPLICES.get(random.nextInt(SPLICES.size())));
                case 2 -> mutated.delete(at, Math.min(mutated.length(), at + 1 + random.nextInt(60)));
                default ->
                    mutated.insert(at, mutated.substring(at, Math.min(mutated.length(), at + random.nextInt(200))));
            }
        }
        return mutated.toString();
    }

    private void assertReadOrRefused(String text, String what) throws IOException {
        Path file = folder.resolve("mutated.txt");
        Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
        PlainTextPool texts = new PlainTextPool();
        RowCollector tables = new RowCollector(texts);
        try (Recording recording = new FtraceTextFormat().open(file, OpenOptions.DEFAULT)) {
            EventImporter importer = EventImporter.of(recording, TapeRows.of(tables::table, texts));
            importer.run();
            long lines = Long.parseLong(recording.facts().get("lines"));
            assertThat(importer.total()).as(what).isBetween(0L, lines);
        } catch (RecordingException refused) {
            assertThat(refused.getMessage()).as(what).contains(file.toString());
        }
    }
}
