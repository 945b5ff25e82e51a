// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.dmatape.capture.importing.fixture.ImportedRows;
import org.dmatape.capture.importing.fixture.RowComparison;
import org.dmatape.capture.recording.SkippedInput;
import org.dmatape.capture.tracedat.TraceCmd;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.samples.ShippedRecordings;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every shipped recording, printed by trace-cmd and imported from that text, becomes the rows it becomes from the
/// binary.
class TextRoundTripTest {

    private static final ShippedRecordings SHIPPED = ShippedRecordings.locate();
    private static final Map<String, ImportedRows> BINARIES = new ConcurrentHashMap<>();
    private static final long NS_PER_US = 1000;

    /// One way to print, and what it leaves out.
    ///
    /// @param options of trace-cmd report
    /// @param lacking columns that such a text cannot carry
    /// @param lacksSegments libtraceevent prints the arrays of probes as zeros, so scatterlists are gone
    /// @param microseconds whether times are rounded
    record Printing(List<String> options, Set<String> lacking, boolean lacksSegments, boolean microseconds) {

        /// Context: only latency flags tell.
        static final Printing PLAIN = new Printing(List.of(), Set.of("context", "segments_truncated"), true, true);

        static final Printing NANOSECONDS =
                new Printing(List.of("-t"), Set.of("context", "segments_truncated"), true, false);
        static final Printing RAW = new Printing(List.of("-R"), Set.of("context"), false, true);
        /// The name of a thread is cut to eight characters.
        static final Printing LATENCY = new Printing(List.of("-l"), Set.of("comm", "segments_truncated"), true, true);

        @Override
        public String toString() {
            return "report " + String.join(" ", options);
        }
    }

    static Stream<Arguments> recordingsAndPrintings() {
        return SHIPPED.names().stream()
                .flatMap(name -> Stream.of(Printing.PLAIN, Printing.NANOSECONDS, Printing.RAW, Printing.LATENCY)
                        .map(printing -> Arguments.of(name, printing)));
    }

    @ParameterizedTest
    @MethodSource("recordingsAndPrintings")
    void theTextBecomesTheRowsOfTheBinary(String name, Printing printing, @TempDir Path folder) throws IOException {
        assumeTrue(TraceCmd.isInstalled(), "trace-cmd is not installed, and it prints the texts");
        Path file = folder.resolve("report.txt");
        Files.writeString(file, print(name, printing));

        ImportedRows text = ImportedRows.of(file);
        ImportedRows binary = BINARIES.computeIfAbsent(name, key -> ImportedRows.of(SHIPPED.traceDat(key)));

        assertThat(text.kind()).isEqualTo("ftrace text");
        assertThat(text.skipped()).isEqualTo(SkippedInput.NONE);
        // trace-cmd rounds to the nearest microsecond; the difference of two rounded times may be one off
        RowComparison comparison = new RowComparison(printing.lacking(), printing.microseconds() ? NS_PER_US : 0);
        for (TapeTable table : RowComparison.TABLES) {
            if (table == TapeTable.VQ_SEGMENT && printing.lacksSegments()) {
                assertThat(text.tables().rows(table)).isEmpty();
            } else {
                comparison.assertSame(table, text, binary);
            }
        }
    }

    private static String print(String name, Printing printing) {
        List<String> command = new ArrayList<>(List.of("report"));
        command.addAll(printing.options());
        command.addAll(List.of("-i", SHIPPED.traceDat(name).toString()));
        return TraceCmd.run(command.toArray(String[]::new));
    }
}
