// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.dmatape.capture.importing.fixture.ImportedRows;
import org.dmatape.capture.importing.fixture.TestResource;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.samples.ShippedRecordings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Call stacks that real kernels recorded, from every form they come in.
class RecordedStacksTest {

    private static final String OFFSETS_AND_MODULES = "\\+0x[0-9a-f]+| \\[\\w+\\]";
    private static final int OPERATIONS = 248;

    @TempDir
    private Path folder;

    private ImportedRows imported(String resource) throws IOException {
        Path file = folder.resolve("recording");
        Files.write(file, TestResource.read("stacks/" + resource));
        return ImportedRows.of(file);
    }

    private static ImportedRows shipped() {
        return ImportedRows.of(ShippedRecordings.locate().traceDat("bugs-stacks-612"));
    }

    @Test
    void functionsAreThoseThatTraceCmdNames() throws IOException {
        ImportedRows binary = shipped();
        ImportedRows report = imported("bugs-stacks-612.report.txt.gz");

        UnaryOperator<String> functions = frames -> frames.replaceAll(OFFSETS_AND_MODULES, "");
        assertThat(framesOfOperations(binary, functions)).isEqualTo(framesOfOperations(report, functions));
    }

    @Test
    void everyOperationOfTheFaultyDriverComesFromItsModule() {
        ImportedRows binary = shipped();
        Map<Object, Map<String, Object>> stacks = stacks(binary);
        Map<Object, Object> stackOfEvent = stackOfEvent(binary);

        List<Map<String, Object>> operations = binary.tables().rows(TapeTable.DMA_OP).stream()
                .filter(row -> "0000:00:03.0".equals(row.get("device")))
                .toList();
        assertThat(operations)
                .hasSize(83)
                .allSatisfy(row -> assertThat(stacks.get(stackOfEvent.get(row.get("op_id"))))
                        .containsEntry("caller", "bugs_probe")
                        .containsEntry("module", "dmabugs"));
        assertThat(stacks.values())
                .extracting(stack -> String.valueOf(stack.get("frames")))
                .doesNotHaveDuplicates()
                .anyMatch(frames -> frames.startsWith("trace_event_raw_event_dma_map+0x")
                        && frames.contains(";dma_map_page_attrs+0x")
                        && frames.contains(" [dmabugs];local_pci_probe+0x"))
                .allMatch(frames -> !frames.contains("asm_common_interrupt")
                        || frames.matches(".*;asm_common_interrupt\\+0x[0-9a-f]+"));
    }

    @ParameterizedTest
    @CsvSource({"perf-script.txt.gz", "trace.txt.gz"})
    void textsNameTheCallers(String name) throws IOException {
        ImportedRows text = imported(name);

        assertThat(text.tables().rows(TapeTable.EVENT_STACK)).hasSize(OPERATIONS);
        Set<String> callers = new TreeSet<>();
        stacks(text).values().forEach(stack -> callers.add(String.valueOf(stack.get("caller"))));
        assertThat(callers).containsExactly("bugs_probe", "setup_vq", "virtblk_add_req", "virtblk_done");
        assertThat(text.skipped().foreign()).isLessThan(10);
    }

    /// A perf.data has no symbols: its stacks are told apart as those of the text are, and have addresses for names.
    @Test
    void stacksOfPerfAreThoseOfItsText() throws IOException {
        ImportedRows binary = imported("dma.perf.data.gz");
        ImportedRows text = imported("perf-script.txt.gz");

        assertThat(binary.tables().rows(TapeTable.EVENT_STACK))
                .hasSize(OPERATIONS)
                .isEqualTo(text.tables().rows(TapeTable.EVENT_STACK));
        assertThat(stacks(binary)).hasSameSizeAs(stacks(text));
        stacks(binary).forEach((id, stack) -> {
            String[] addresses = String.valueOf(stack.get("frames")).split(";", -1);
            assertThat(addresses).allMatch(address -> address.matches("0xffffffff[0-9a-f]{8}"));
            assertThat(stack).doesNotContainKeys("caller", "module");
            String named = framesOf(stacks(text), id);
            assertThat(addresses.length).isGreaterThanOrEqualTo(named.split(";", -1).length);
        });
    }

    private static List<String> framesOfOperations(ImportedRows rows, UnaryOperator<String> change) {
        Map<Object, Map<String, Object>> stacks = stacks(rows);
        return rows.tables().rows(TapeTable.EVENT_STACK).stream()
                .map(row -> change.apply(framesOf(stacks, row.get("stack_id"))))
                .toList();
    }

    private static String framesOf(Map<Object, Map<String, Object>> stacks, @Nullable Object stackId) {
        return String.valueOf(stacks.getOrDefault(stackId, Map.of()).get("frames"));
    }

    private static Map<Object, Object> stackOfEvent(ImportedRows rows) {
        Map<Object, Object> stacks = new HashMap<>();
        rows.tables().rows(TapeTable.EVENT_STACK).forEach(row -> stacks.put(row.get("event_id"), row.get("stack_id")));
        return stacks;
    }

    private static Map<Object, Map<String, Object>> stacks(ImportedRows rows) {
        return rows.tables().rows(TapeTable.CALL_STACK).stream()
                .collect(Collectors.toMap(row -> row.get("stack_id"), row -> row, (a, _) -> a, LinkedHashMap::new));
    }
}
