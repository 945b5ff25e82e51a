// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dmatape.analyze.fixture.FixtureTape.TO_DEVICE;

import org.dmatape.analyze.AnalysisException;
import org.dmatape.analyze.fixture.FixtureTape;
import org.dmatape.analyze.result.ResultCursor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqlFunctionTest {

    private TapeDatabase database;

    @BeforeAll
    void open() {
        FixtureTape tape = new FixtureTape();
        tape.map("0000:00:01.0", 0xffff000, 0x5000, 512, TO_DEVICE);
        database = TapeDatabase.open(tape, DatabaseOptions.defaults());
    }

    @AfterAll
    void close() {
        database.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "hex(18446744073709551615::UBIGINT) | 0xffffffffffffffff",
                "hex('18446744073709551615')         | 0xffffffffffffffff",
                "0xffff000 = hex('0xffff000')        | true",
                "SELECT hex(min(dma_addr)) FROM dma_op | 0xffff000",
                "SELECT printf('%s', ns(max(n))) FROM range(2001) r(n) | 2 us",
                "ns(2500::UBIGINT)                   | 2.5 us",
                "hex(255)                            | 0xff",
                "hex(NULL)                           | null",
                "hex(7::USMALLINT)                   | 0x7",
                "0xffff000 + 0                       | 268431360",
                "'0xff'                              | 0xff",
                "ns(999)                             | 999 ns",
                "ns(338738)                          | 338.738 us",
                "ns(12000000)                        | 12 ms",
                "ns(19757181306)                     | 19.757181306 s",
                "ns(9223372036854775807)             | 9223372036.854775807 s",
                "ns(-1500)                           | -1.5 us",
                "size_bucket(64)                     | 1..64",
                "size_bucket(65)                     | 65..512",
                "size_bucket(4096::UBIGINT)          | 513..4K",
                "size_bucket(18446744073709551615::UBIGINT) | over 1M",
                "size_bucket(NULL)                   | unknown",
                "to_ns('338.738 us')                    | 338738",
                "to_ns('19.757181306s')                 | 19757181306",
                "to_ns('9223372036.854775807 s')        | 9223372036854775807",
                "to_ns('12')                            | 12",
                "device('0000:00:01.0')              | 0000:00:01.0",
                "SELECT bool_and(device(d.device) = d.device) FROM device d | true",
            })
    void whatIsReadAndWhatIsHeldAreOne(String expression, String value) {
        assertThat(answer("SELECT (" + expression + ")::VARCHAR AS value")).isEqualTo(value);
    }

    @Test
    void anAddressIsFoundAsItIsPrinted() {
        assertThat(answer("SELECT count() FROM dma_op WHERE dma_addr = hex('0xffff000')"))
                .isEqualTo("1");
        assertThat(answer("SELECT count() FROM dma_op WHERE dma_addr = 0xFFFF000"))
                .isEqualTo("1");
        assertThat(answer("SELECT count() FROM dma_op WHERE hex(dma_addr) = '0xffff000'"))
                .isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"to_ns('five')", "to_ns('5 min')", "hex('ffg')"})
    void whatIsNoneIsAnError(String expression) {
        assertThatThrownBy(() -> answer("SELECT " + expression)).isInstanceOf(AnalysisException.class);
    }

    @ParameterizedTest
    @EnumSource
    void everyExampleRuns(SqlFunction function) {
        database.query(function.example()).close();
    }

    private String answer(String sql) {
        try (ResultCursor rows = database.query(sql)) {
            assertThat(rows.next()).isTrue();
            return String.valueOf(rows.value(0));
        }
    }
}
