// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.dmatape.cli.Cli;
import org.dmatape.format.manifest.TapeState;
import org.dmatape.format.read.TableReader;
import org.dmatape.format.read.Tape;
import org.dmatape.format.schema.DmaOpColumn;
import org.dmatape.format.schema.TapeColumn;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.format.schema.VqOpColumn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The recent past of a running kernel, kept and written.
class FlightTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void onlyWhereRecordingIsPossible() {
        RecordedLoad.assumeRecordable();
    }

    @Test
    void writesWhenAskedAndAtTheEnd() throws IOException {
        String twice = "sleep 3; kill -USR2 $PPID; until [ -e " + folder.resolve("a.0001.tape")
                + " ]; do sleep 0.1; done; kill -USR2 $PPID; sleep 2; exit 3";

        Cli.Result result = record("--last", "2s", "--", "sh", "-c", twice);

        assertThat(result.exitCode()).as(result.messages()).isEqualTo(3);
        List<Tape> tapes = written(3);
        Ids asked = Ids.of(tapes.getFirst());
        Ids again = Ids.of(tapes.get(1));
        assertThat(asked.first()).as("what came long before was forgotten").isPositive();
        assertThat(asked.rows()).as("nothing in between was").isEqualTo(asked.last() - asked.first() + 1);
        assertThat(again.rows()).isEqualTo(again.last() - again.first() + 1);
        assertThat(again.first())
                .as("who asks twice gets the recent past twice")
                .isGreaterThanOrEqualTo(asked.first())
                .isLessThan(asked.last());
        assertThat(again.last()).isGreaterThan(asked.last());
        assertThat(tapes.getFirst().manifest().host()).containsEntry("written_because", "it was asked for");
        assertThat(tapes.getLast().manifest().host()).containsEntry("written_because", "the recording ended");
        assertThat(result.messages()).contains("a.0001.tape: it was asked for");
    }

    @Test
    void writesWhatATriggerFindsAndEnds() throws IOException {
        Files.createDirectory(folder.resolve("a.0001.tape")); // of an earlier recording

        Cli.Result result = record(
                "--last",
                "2s",
                "--stop-after",
                "1",
                "--trigger-sql",
                "SELECT 'enough' FROM vq_op LIMIT 1",
                "--",
                "sleep",
                "60");

        assertThat(result.messages()).contains("a.0002.tape: the query returned a row: enough");
        Files.delete(folder.resolve("a.0001.tape"));
        assertThat(written(1).getFirst().manifest().host())
                .containsEntry("written_because", "the query returned a row: enough");
    }

    @Test
    void keepsNothingWithoutAReason() throws IOException {
        Cli.Result result = record("--last", "1s", "--trigger", "leaked-map,iommu-fault", "--", "sleep", "0.5");

        assertThat(result.exitCode()).as(result.messages()).isZero();
        assertThat(result.messages()).contains("kept nothing");
        assertThat(written(0)).isEmpty();
    }

    private Cli.Result record(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of("record", "-o", folder.resolve("a.tape").toString(), "--flush-interval", "400ms"));
        command.addAll(RecordedLoad.options());
        command.addAll(List.of(arguments));
        try (RecordedLoad _ = RecordedLoad.start()) {
            return Cli.run(command.toArray(String[]::new));
        }
    }

    /// All there is beside each other, whole.
    private List<Tape> written(int count) throws IOException {
        try (var names = Files.list(folder)) {
            List<Path> paths = names.sorted().toList();
            assertThat(paths).hasSize(count);
            List<Tape> tapes = paths.stream().map(Tape::open).toList();
            assertThat(tapes).allSatisfy(tape -> {
                assertThat(tape.manifest().state()).isEqualTo(TapeState.COMPLETE);
                assertThat(tape.verify()).isEmpty();
                assertThat(tape.rowCount(TapeTable.VQ_OP)).isPositive();
            });
            return tapes;
        }
    }

    /// Numbers of the events of both probes, which are all there is.
    private record Ids(long first, long last, long rows) {

        static Ids of(Tape tape) throws IOException {
            Ids calls = of(tape, TapeTable.DMA_OP, DmaOpColumn.EVENT_ID);
            Ids queues = of(tape, TapeTable.VQ_OP, VqOpColumn.EVENT_ID);
            return new Ids(
                    Math.min(calls.first, queues.first), Math.max(calls.last, queues.last), calls.rows + queues.rows);
        }

        private static Ids of(Tape tape, TapeTable table, TapeColumn number) throws IOException {
            long first = Long.MAX_VALUE;
            long last = Long.MIN_VALUE;
            long rows = 0;
            try (BufferAllocator allocator = new RootAllocator();
                    TableReader reader = tape.reader(table, List.of(number), allocator)) {
                while (reader.loadNextBatch()) {
                    BigIntVector ids =
                            (BigIntVector) reader.getVectorSchemaRoot().getVector(0);
                    rows += ids.getValueCount();
                    first = Math.min(first, ids.get(0));
                    last = Math.max(last, ids.get(ids.getValueCount() - 1));
                }
            }
            return new Ids(first, last, rows);
        }
    }
}
