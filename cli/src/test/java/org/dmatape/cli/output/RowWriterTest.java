// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.dmatape.cli.output.Column.Kind;
import org.dmatape.cli.session.Session;
import org.dmatape.cli.session.StandardStream;
import org.junit.jupiter.api.Test;

class RowWriterTest {

    private static final List<Column> COLUMNS = List.of(
            Column.text("comm"),
            Column.address("dma_addr"),
            Column.integer("ts_ns"),
            Column.decimal("mean"),
            new Column("forced", Kind.BOOLEAN));

    private static final BigInteger ALL_ONES =
            BigInteger.ONE.shiftLeft(Long.SIZE).subtract(BigInteger.ONE);

    private static final List<List<Object>> ROWS = List.of(
            Arrays.asList("kworker/0:1", 0xffff_f000L, 12L, 1.5, true),
            Arrays.asList("a \"b\", c\u001b[2J", ALL_ONES, -1L, 1.0 / 3, false),
            Arrays.asList("", null, null, null, null));

    @Test
    void tableAlignsColumnsAndDisarmsTerminalEscapes() throws IOException {
        assertThat(written(OutputFormat.TABLE)).isEqualTo("""
            comm                       dma_addr  ts_ns   mean  forced
            ---------------  ------------------  -----  -----  ------
            kworker/0:1              0xfffff000     12    1.5  true
            a "b", c\\x1b[2J  0xffffffffffffffff     -1  0.333  false
                                              -      -      -  -
            """);
    }

    @Test
    void csvQuotesAsRfc4180Says() throws IOException {
        assertThat(written(OutputFormat.CSV)).isEqualTo("""
            comm,dma_addr,ts_ns,mean,forced\r
            kworker/0:1,0xfffff000,12,1.5,true\r
            "a ""b"", c\u001b[2J",0xffffffffffffffff,-1,0.3333333333333333,false\r
            "",,,,\r
            """);
    }

    @Test
    void csvSteersNoTerminalItIsShownOn() throws IOException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        PrintWriter messages = new PrintWriter(Writer.nullWriter());
        OutputFormat.CSV
                .writer()
                .write(
                        Rows.of(COLUMNS, ROWS),
                        Session.of(data, messages, Map.of(), StandardStream.DATA, StandardStream.MESSAGES));

        assertThat(data.toString(StandardCharsets.UTF_8))
                .contains("\"a \"\"b\"\", c\\x1b[2J\"")
                .doesNotContain("\u001b");
    }

    @Test
    void jsonIsAnArrayOfObjectsWithHexAddressesAndNulls() throws IOException {
        assertThat(written(OutputFormat.JSON)).isEqualTo("""
            [
            {"comm":"kworker/0:1","dma_addr":"0xfffff000","ts_ns":12,"mean":1.5,"forced":true},
            {"comm":"a \\"b\\", c\\u001B[2J","dma_addr":"0xffffffffffffffff","ts_ns":-1,"mean":0.3333333333333333,"forced":false},
            {"comm":"","dma_addr":null,"ts_ns":null,"mean":null,"forced":null}
            ]
            """);
    }

    @Test
    void jsonLinesHasOneObjectPerLine() throws IOException {
        assertThat(written(OutputFormat.JSONL).lines())
                .hasSize(ROWS.size())
                .allMatch(line -> line.startsWith("{\"comm\":") && line.endsWith("}"));
    }

    @Test
    void withoutRowsEveryFormatIsStillComplete() throws IOException {
        assertThat(written(OutputFormat.JSON, List.of())).isEqualTo("[\n\n]\n");
        assertThat(written(OutputFormat.JSONL, List.of())).isEmpty();
        assertThat(written(OutputFormat.CSV, List.of())).isEqualTo("comm,dma_addr,ts_ns,mean,forced\r\n");
        assertThat(written(OutputFormat.TABLE, List.of()).lines()).hasSize(2);
    }

    @Test
    void arrowKeepsEveryValueAndUnsignedAddresses() throws IOException {
        byte[] stream = bytes(OutputFormat.ARROW, ROWS);

        try (RootAllocator allocator = new RootAllocator();
                ArrowStreamReader reader = new ArrowStreamReader(new ByteArrayInputStream(stream), allocator)) {
            assertThat(reader.loadNextBatch()).isTrue();
            assertThat(reader.getVectorSchemaRoot().contentToTSVString()).isEqualTo("""
                comm	dma_addr	ts_ns	mean	forced
                kworker/0:1	4294963200	12	1.5	true
                a "b", c\u001b[2J	-1	-1	0.3333333333333333	false
                	null	null	null	null
                """);
            assertThat(reader.getVectorSchemaRoot()
                            .getVector("dma_addr")
                            .getField()
                            .getType())
                    .hasToString("Int(64, false)");
            assertThat(reader.loadNextBatch()).isFalse();
        }
    }

    private static String written(OutputFormat format) throws IOException {
        return written(format, ROWS);
    }

    private static String written(OutputFormat format, List<List<Object>> rows) throws IOException {
        return new String(bytes(format, rows), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(OutputFormat format, List<List<Object>> rows) throws IOException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        PrintWriter messages = new PrintWriter(Writer.nullWriter());
        format.writer().write(Rows.of(COLUMNS, rows), Session.of(data, messages, Map.of()));
        return data.toByteArray();
    }
}
