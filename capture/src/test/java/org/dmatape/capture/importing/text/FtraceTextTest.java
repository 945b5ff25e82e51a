// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.dmatape.capture.ftracetext.FtraceTextFormat;
import org.dmatape.capture.importing.RecordingFormats;
import org.dmatape.capture.importing.fixture.ImportedRows;
import org.dmatape.capture.importing.fixture.RowComparison;
import org.dmatape.capture.importing.fixture.TestResource;
import org.dmatape.capture.recording.OpenOptions;
import org.dmatape.capture.recording.RecordingException;
import org.dmatape.format.schema.TapeTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Real texts of a guest, and what mail programs make of them.
class FtraceTextTest {

    private static final long NS_PER_US = 1000;
    private static final String QUOTE = "> > ";
    private static final String TRACE = "ftrace-text/trace.txt.gz";

    @TempDir
    private Path folder;

    private ImportedRows imported(String text) throws IOException {
        Path file = folder.resolve("pasted.txt");
        Files.writeString(file, text);
        return ImportedRows.of(file);
    }

    private static String resource(String name) {
        return new String(TestResource.read(name), StandardCharsets.UTF_8);
    }

    @Test
    void theKernelsOwnTextBecomesTheRowsOfTheRecordingItWasReadFrom() throws IOException {
        ImportedRows kernel = imported(resource(TRACE));
        ImportedRows recorded = imported(resource("ftrace-text/trace-cmd-report-R-l-t.txt.gz"));

        // the kernel prints pointers as hashes; trace-cmd -l cuts the name of a thread
        new RowComparison(Set.of("virt_addr", "comm"), NS_PER_US).assertSame(kernel, recorded);
        assertThat(kernel.tables().rows(TapeTable.DMA_OP)).isNotEmpty().allMatch(row -> row.containsKey("comm"));
        assertThat(kernel.tables().rows(TapeTable.IOMMU_OP))
                .extracting(row -> row.get("op"))
                .contains("map", "unmap", "flush_range", "invalidate");
        assertThat(kernel.tables().rows(TapeTable.VQ_OP))
                .extracting(row -> row.get("context"))
                .contains("task", "hardirq");
    }

    @ParameterizedTest
    @CsvSource({
        "trace-tgid.txt, unknown",
        "trace-no-irq-info.txt, unknown",
        "trace-latency-format.txt, unknown",
        "trace_pipe-tsc.txt, counter"
    })
    void everyFormOfTheKernelsLinesIsRead(String name, String clock) throws IOException {
        String text = resource("ftrace-text/" + name);
        long eventLines = text.lines()
                .filter(line -> line.matches(".* \\w+: .*") && !line.startsWith("#"))
                .count();

        ImportedRows rows = imported(text);

        assertThat(rows.facts()).containsEntry("event_lines", Long.toString(eventLines));
        assertThat(rows.tables().rows(TapeTable.VQ_OP))
                .isNotEmpty()
                .allMatch(row -> row.containsKey("vq") || "interrupt".equals(row.get("op")));
        try (var recording = new FtraceTextFormat().open(folder.resolve("pasted.txt"), OpenOptions.DEFAULT)) {
            assertThat(recording.buffers().getFirst().clock()).isEqualTo(clock);
        }
    }

    @Test
    void lostLinesBecomeLossesOfTheirCpu() throws IOException {
        String text = """
                  dd-165     [000] d..1.     5.000001: map: IOMMU: iova=0x1000 - 0x2000 paddr=0x5000 size=4096
                  dd-166     [002] d..1.     5.000002: map: IOMMU: iova=0x3000 - 0x4000 paddr=0x5000 size=4096
                CPU:2 [LOST 17 EVENTS]
                  dd-165     [000] d..1.     5.000003: map: IOMMU: iova=0x5000 - 0x6000 paddr=0x5000 size=4096
                  dd-166     [002] d..1.     5.000004: map: IOMMU: iova=0x7000 - 0x8000 paddr=0x5000 size=4096
                ##### CPU 1 buffer started ####
                CPU:0 [43372 EVENTS DROPPED]
                CPU:0 [EVENTS DROPPED]
                """;
        ImportedRows rows = imported(text);

        List<Map<String, Object>> losses = rows.tables().rows(TapeTable.LOSS);
        assertThat(losses).hasSize(3);
        assertThat(losses.get(0))
                .containsEntry("cpu", 2L)
                .containsEntry("events", 17L)
                .containsEntry("from_ns", 5_000_002_000L);
        assertThat(losses).extracting(row -> row.get("cpu")).containsExactly(2L, 1L, 0L);
        assertThat(losses.get(2)).doesNotContainKey("events");
    }

    /// Of a ring that was full; of the CPU whose event is the first the kernel does not say that its buffer started
    /// there.
    /// From a guest of Linux 7.3, with the option `fields` of tracefs.
    @Test
    void scatterlistsAreReadFromBareFields() throws IOException {
        String text = """
                  insmod-203     [001] .....   167.547934: dma_map_sg: device=0000:00:03.0 full_nents=0x2 (2) full_ents=0x1 (1) \
                truncated=(0) phys_addrs=00,a0,fa,02,00,00,00,00,00,b0,fa,02,00,00,00,00 dma_addrs=00,80,ff,0f,00,00,00,00 \
                lengths=00,20,00,00 dir=0x1 (1) attrs=0x0 (0)
                  insmod-203     [001] .....   167.548211: dma_unmap_sg: device=0000:00:03.0 addrs=00,a0,fa,02,00,00,00,00 \
                dir=0x1 (1) attrs=0x0 (0)
                """;
        List<Map<String, Object>> rows = imported(text).tables().rows(TapeTable.DMA_OP);

        assertThat(rows).extracting(row -> row.get("phys_addr")).containsExactly(0x2fa_a000L, 0x2fa_b000L, 0x2fa_a000L);
        assertThat(rows.getFirst())
                .containsEntry("dma_addr", 0xfff_8000L)
                .containsEntry("size", 0x2000L)
                .containsEntry("entry_count", 2L)
                .containsEntry("direction", "to_device");
    }

    @Test
    void whatWasOverwrittenBeforeTheFirstEventIsALoss() throws IOException {
        String events = """
                #
                  dd-165     [003] d..1.     5.000001: map: IOMMU: iova=0x1000 - 0x2000 paddr=0x5000 size=4096
                ##### CPU 1 buffer started ####
                  dd-166     [001] d..1.     5.000002: map: IOMMU: iova=0x3000 - 0x4000 paddr=0x5000 size=4096
                """;
        String header = "# tracer: nop\n#\n# entries-in-buffer/entries-written: ";

        assertThat(imported(header + "2/2   #P:4\n" + events).tables().rows(TapeTable.LOSS))
                .extracting(row -> row.get("cpu"))
                .containsExactly(1L);
        assertThat(imported(header + "2/20900   #P:4\n" + events).tables().rows(TapeTable.LOSS))
                .extracting(row -> row.get("cpu"))
                .containsExactly(3L, 1L);
    }

    /// Real lines of trace-cmd report: of a recording with `-C x86-tsc`, and with `--ts-diff`.
    @ParameterizedTest
    @CsvSource({"174992124110, ''", "' 174.992124110', '(+21)    '"})
    void ticksMayTouchTheCpuAndDifferencesFollowTheTime(String time, String difference) throws IOException {
        ImportedRows rows = imported("""
                cpus=2
                          insmod-231   [000]%1$s: %2$smap:                  IOMMU: iova=0x000000000ffff000 - 0x0000000010000000 paddr=0x0000000002288000 size=4096
                          insmod-231   [000]%1$s: %2$sdma_map_page:         0000:00:03.0 dir=TO_DEVICE dma_addr=ffff000 size=256 phys_addr=2288000 attrs=
                """.formatted(time, difference));

        assertThat(rows.tables().rows(TapeTable.DMA_OP))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("cpu", 0L)
                        .containsEntry("ts_ns", 174_992_124_110L)
                        .containsEntry("dma_addr", 0xffff000L));
    }

    @Test
    void aMailsQuoteMarksWrappedLinesAndProseDoNotMatter() throws IOException {
        String text = resource(TRACE).lines().limit(2000).collect(Collectors.joining("\n"));
        StringBuilder mail = new StringBuilder("Hi all,\n\nwith strict mode I see this: [   12.5] not an event\n\n");
        int number = 0;
        for (String line : text.lines().toList()) {
            wrap(QUOTE + line.stripTrailing(), mail);
            number++;
            if (number % 100 == 0) {
                mail.append("\nHere is what dmesg says:\n[   12.944] DMAR: DRHD: handling fault status reg 2\n\n");
            }
        }

        ImportedRows quoted = imported(mail.toString());
        assertThat(quoted.skipped().foreign()).isGreaterThan(20);
        assertThat(Integer.parseInt(quoted.facts().get("wrapped_lines"))).isGreaterThan(500);

        new RowComparison(Set.of(), 0).assertSame(quoted, imported(text));
    }

    /// As a mail program does it: at the last space before column 78, the rest quoted again.
    private static void wrap(String line, StringBuilder into) {
        String rest = line;
        while (rest.length() > 78) {
            int space = rest.lastIndexOf(' ', 78);
            if (space < QUOTE.length()) {
                space = rest.indexOf(' ', 79);
            }
            if (space < 0) {
                break;
            }
            into.append(rest, 0, space).append('\n');
            rest = QUOTE + rest.substring(space + 1);
        }
        into.append(rest).append('\n');
    }

    @Test
    void mapAndUnmapOfSomeoneElseAreNotTheIommus() throws IOException {
        ImportedRows rows = imported("""
                  dd-165     [000] .....     5.000001: map: (dma_map_page_attrs+0x4/0x10) dev="0000:00:01.0" size=16
                  dd-165     [000] .....     5.000002: unmap: something entirely different
                """);

        assertThat(rows.tables().rows(TapeTable.IOMMU_OP)).isEmpty();
        assertThat(rows.counts()).hasSize(2);
    }

    @Test
    void whatIsNoTextOfEventsIsRefused() throws IOException {
        byte[] binary = resource(TRACE).getBytes(StandardCharsets.UTF_8);
        binary[1000] = 0;
        Path file = folder.resolve("binary.txt");
        Files.write(file, binary);
        assertThat(RecordingFormats.of(file)).isEmpty();

        Files.writeString(
                file,
                "[   12.944] DMAR: DRHD: handling fault status reg 2\n20358@1795326393.819761:virtqueue_pop vq 0x7f\n");
        assertThat(RecordingFormats.of(file)).isEmpty();
        assertThatThrownBy(() -> new FtraceTextFormat().open(file, OpenOptions.DEFAULT))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("no line of a trace event");
    }
}
