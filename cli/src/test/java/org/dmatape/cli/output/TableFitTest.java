// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dmatape.cli.session.Session;
import org.dmatape.cli.session.StandardStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableFitTest {

    private static final String MESSAGE =
            "0xfffb000 unmapped again (event 3387); nothing has mapped it since event 3386";

    private static final List<Column> FINDING =
            List.of(Column.text("check"), Column.text("device"), Column.address("dma_addr"), Column.text("message"));

    private static final List<List<Object>> FINDINGS = List.of(
            Arrays.asList("unmap-unmapped", "0000:00:03.0", 0xfffb000L, MESSAGE),
            Arrays.asList("bypass", "0000:00:01.0", null, null));

    @Test
    void whatFitsIsLeftAlone() throws IOException {
        assertThat(onScreen("120", FINDING, FINDINGS)).isEqualTo(written(FINDING, FINDINGS, Map.of()));
    }

    @Test
    void aFileHasNoWidth() throws IOException {
        assertThat(written(FINDING, FINDINGS, Map.of("COLUMNS", "20")))
                .isEqualTo(written(FINDING, FINDINGS, Map.of(), StandardStream.DATA));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-3", "wide", "99999999999"})
    void columnsThatAreNoneAreNoWidth(String columns) throws IOException {
        assertThat(onScreen(columns, FINDING, FINDINGS)).isEqualTo(written(FINDING, FINDINGS, Map.of()));
    }

    @Test
    void sentencesAreWrappedInTheirPlace() throws IOException {
        assertThat(onScreen("80", FINDING, FINDINGS)).isEqualTo("""
            check           device         dma_addr  message
            --------------  ------------  ---------  ---------------------------------------
            unmap-unmapped  0000:00:03.0  0xfffb000  0xfffb000 unmapped again (event 3387);
                                                     nothing has mapped it since event 3386
            bypass          0000:00:01.0          -  -
            """);
    }

    @Test
    void sentencesWithoutAPlaceStandBelowTheirRow() throws IOException {
        assertThat(onScreen("60", FINDING, FINDINGS)).isEqualTo("""
            check           device         dma_addr
                message
            --------------  ------------  ---------
            unmap-unmapped  0000:00:03.0  0xfffb000
                0xfffb000 unmapped again (event 3387); nothing has
                mapped it since event 3386
            bypass          0000:00:01.0          -
            """);
    }

    @Test
    void longTextsAreShortenedByAThirdAtMost() throws IOException {
        List<Column> columns = List.of(Column.text("path"), Column.integer("bytes"));
        List<List<Object>> rows = List.of(List.of("/var/lib/lab/captures/host-1/trace.dat", 1234L));

        assertThat(onScreen("40", columns, rows)).isEqualTo("""
            path                               bytes
            ---------------------------------  -----
            /var/lib/lab/captures/host-1/tr..   1234
            """);
        assertThat(onScreen("30", columns, rows)).isEqualTo("""
            -- row 1 --
            path   /var/lib/lab/captures/host-1/trace.dat
            bytes  1234
            """);
    }

    @Test
    void manyColumnsStandOnEvenLines() throws IOException {
        assertThat(onScreen("24", numbers(5), List.of(List.of(1L, 2L, 3L, 4L, 5L))))
                .isEqualTo("""
            number0  number1
                number2  number3
                number4
            -------  -------
                  1        2
                      3        4
                      5
            """);
    }

    @Test
    void moreColumnsStandOneBelowTheOther() throws IOException {
        assertThat(onScreen(
                        "24",
                        numbers(7),
                        List.of(List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L), List.of(1L, 2L, 3L, 4L, 5L, 6L, 8L))))
                .startsWith("""
            -- row 1 --
            number0  1
            number1  2
            """)
                .endsWith("""
            -- row 2 --
            number0  1
            number1  2
            number2  3
            number3  4
            number4  5
            number5  6
            number6  8
            """);
    }

    @Test
    void withoutRowsTheNamesAreThereAllTheSame() throws IOException {
        assertThat(onScreen("10", numbers(9), List.of())).contains("number0").contains("number8");
    }

    /// Whatever the table: no line is wider than the screen, unless a word of it is.
    @Test
    void noLineIsWiderThanTheScreen() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            int width = 20 + random.nextInt(120);
            List<Column> columns = IntStream.range(0, 1 + random.nextInt(8))
                    .mapToObj(column -> random.nextBoolean() ? Column.text("t" + column) : Column.integer("n" + column))
                    .toList();
            List<List<Object>> rows = IntStream.range(0, 1 + random.nextInt(4))
                    .mapToObj(_ -> columns.stream()
                            .map(column -> value(column, random))
                            .toList())
                    .toList();

            assertThat(onScreen(Integer.toString(width), columns, rows).lines())
                    .as("seed %d, %d columns", seed, width)
                    .allMatch(line -> line.length() <= width);
        }
    }

    private static Object value(Column column, Random random) {
        if (column.kind() != Column.Kind.TEXT) {
            return random.nextLong(1_000_000);
        }
        return IntStream.range(0, random.nextInt(20))
                .mapToObj(_ -> "word".repeat(1 + random.nextInt(2)))
                .collect(Collectors.joining(" "));
    }

    private static List<Column> numbers(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Column.integer("number" + i))
                .toList();
    }

    private static String onScreen(String width, List<Column> columns, List<? extends List<?>> rows)
            throws IOException {
        return written(columns, rows, Map.of("COLUMNS", width), StandardStream.DATA);
    }

    private static String written(
            List<Column> columns,
            List<? extends List<?>> rows,
            Map<String, String> environment,
            StandardStream... onTerminal)
            throws IOException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        PrintWriter messages = new PrintWriter(Writer.nullWriter());
        Session session = Session.of(data, messages, withoutColour(environment), onTerminal);
        new TableWriter().write(Rows.of(columns, rows), session);
        return data.toString(StandardCharsets.UTF_8);
    }

    private static Map<String, String> withoutColour(Map<String, String> environment) {
        return Map.of("NO_COLOR", "1", "COLUMNS", environment.getOrDefault("COLUMNS", ""));
    }
}
