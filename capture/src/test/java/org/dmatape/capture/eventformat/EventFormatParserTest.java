// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.eventformat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.dmatape.capture.recording.ByteOrigin;
import org.dmatape.capture.recording.RecordingException;
import org.dmatape.capture.ringbuffer.PageLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EventFormatParserTest {

    private static final ByteOrigin ORIGIN = (position, expected, found) ->
            new RecordingException("byte " + position + ": expected " + expected + " but found " + found);

    private static final String MAP_SG = """
            name: dma_map_sg
            ID: 341
            format:
            	field:unsigned short common_type;	offset:0;	size:2;	signed:0;
            	field:int common_pid;	offset:4;	size:4;	signed:1;

            	field:__data_loc char[] device;	offset:8;	size:4;	signed:0;
            	field:__rel_loc u64[] phys_addrs;	offset:12;	size:4;	signed:0;
            	field:enum dma_data_direction dir;	offset:16;	size:4;	signed:0;
            	field:unsigned long attrs;	offset:24;	size:8;	signed:0;
            	field:bool truncated;	offset:32;	size:1;	signed:0;

            print fmt: "%s dir=%s
            second line", __get_str(device)
            """;

    @Test
    void anEventIsReadWholly() {
        EventFormat format = parse(MAP_SG);

        assertThat(format.id()).isEqualTo(341);
        assertThat(format.system()).isEqualTo("dma");
        assertThat(format.name()).isEqualTo("dma_map_sg");
        assertThat(format.fields())
                .extracting(EventField::name)
                .containsExactly("common_type", "common_pid", "device", "phys_addrs", "dir", "attrs", "truncated");
        assertThat(format.field("common_pid"))
                .contains(new EventField("common_pid", "int", 4, 4, true, FieldKind.SCALAR, 4));
        assertThat(format.field("device"))
                .contains(new EventField("device", "char[]", 8, 4, false, FieldKind.DATA_LOC, 1));
        assertThat(format.field("phys_addrs"))
                .contains(new EventField("phys_addrs", "u64[]", 12, 4, false, FieldKind.REL_LOC, 8));
        assertThat(format.field("none")).isEmpty();
        assertThat(format.printFormat()).startsWith("\"%s dir=%s").endsWith("__get_str(device)");
    }

    @ParameterizedTest
    @CsvSource({
        "char comm[16],                    16, comm,    char[],           FIXED_ARRAY, 1",
        "u64 sg[],                        128, sg,      u64[],            FIXED_ARRAY, 8",
        "unsigned long args[6],            48, args,    unsigned long[],  FIXED_ARRAY, 8",
        "char buf[],                        0, buf,     char[],           FIXED_ARRAY, 1",
        "const char * fmt,                  8, fmt,     const char *,     SCALAR,      8",
        "void *ptr,                         8, ptr,     void *,           SCALAR,      8",
        "char name[TASK_COMM_LEN + 1],     17, name,    char[],           FIXED_ARRAY, 1",
        "__data_loc unsigned int[] lengths, 4, lengths, 'unsigned int[]', DATA_LOC,    4",
        "__data_loc __u16[] ports,          4, ports,   __u16[],          DATA_LOC,    2",
        "__data_loc cpumask_t mask,         4, mask,    cpumask_t,        DATA_LOC,    1",
        "unsigned long long total,          8, total,   unsigned long long, SCALAR,    8",
    })
    void declarationsAreTakenApart(
            String declaration, int sizeBytes, String name, String type, FieldKind kind, int elementBytes) {
        String text = "name: x\nID: 1\nformat:\n\tfield:" + declaration + ";\toffset:8;\tsize:" + sizeBytes
                + ";\tsigned:0;\n";

        assertThat(parse(text).fields())
                .containsExactly(new EventField(name, type, 8, sizeBytes, false, kind, elementBytes));
    }

    @Test
    void aLongHasTheSizeOfTheKernels() {
        String text = "name: x\nID: 1\n\tfield:unsigned long ips[8];\toffset:8;\tsize:32;\tsigned:0;\n";

        assertThat(new EventFormatParser(4).parse("s", text, 0, ORIGIN).fields())
                .extracting(EventField::elementSizeBytes)
                .containsExactly(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "field:int a;\toffset:8;\tsigned:0;",
                "field:int a;\toffset:x;\tsize:4;\tsigned:0;",
                "field:int a;\toffset:-8;\tsize:4;\tsigned:0;",
                "field:int a;\toffset:99999999999;\tsize:4;\tsigned:0;",
                "field:int a",
                "field:",
            })
    void aBrokenFieldIsDamage(String field) {
        assertThatThrownBy(() -> parse("name: x\nID: 1\n\t" + field + "\n"))
                .isInstanceOf(RecordingException.class)
                .hasMessage(
                        "byte 1014: expected an event field with type, name, offset and size but found another line");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "name: x\n", "ID: 7\n", "name:\nID: 7\n", "name: x\nID: 65536\n", "name: x\nID: no\n"})
    void anEventWithoutNameOrIdIsDamage(String text) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(RecordingException.class);
    }

    @Test
    void aPageIsDescribedByTheKernel() {
        String text = """
                	field: u64 timestamp;	offset:0;	size:8;	signed:0;
                	field: local_t commit;	offset:8;	size:4;	signed:1;
                	field: int overwrite;	offset:8;	size:1;	signed:1;
                	field: char data;	offset:12;	size:8180;	signed:1;
                """;

        assertThat(PageFormatParser.parsePage(text, 0, ORIGIN)).isEqualTo(new PageFormat(PageLayout.LONG_32, 8192));
    }

    @ParameterizedTest
    @CsvSource({"0, 4, 8, 8, 16", "0, 8, 8, 2, 16", "0, 8, 8, 8, 12", "0, 8, 4, 8, 4"})
    void aPageThatCannotBeIsDamage(int timeOffset, int timeBytes, int commitOffset, int commitBytes, int dataOffset) {
        String text = "field: u64 timestamp;offset:" + timeOffset + ";size:" + timeBytes + ";signed:0;\n"
                + "field: local_t commit;offset:" + commitOffset + ";size:" + commitBytes + ";signed:1;\n"
                + "field: char data;offset:" + dataOffset + ";size:4080;signed:1;\n";

        assertThatThrownBy(() -> PageFormatParser.parsePage(text, 0, ORIGIN)).isInstanceOf(RecordingException.class);
    }

    @Test
    void eventsOfAnotherMakeAreRefused() {
        assertThatThrownBy(() -> PageFormatParser.checkEvent("type : 2 bits\nlen : 3 bits\n", 5, ORIGIN))
                .hasMessage("byte 5: expected a header_event text with a type_len of 5 bits but found another one");
    }

    private static EventFormat parse(String text) {
        return new EventFormatParser(Long.BYTES).parse("dma", text, 1000, ORIGIN);
    }
}
