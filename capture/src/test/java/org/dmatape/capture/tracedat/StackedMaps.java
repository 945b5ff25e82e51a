// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.dmatape.capture.ringbuffer.PageBuilder;

/// A trace.dat of mappings, each with the functions that led to it: one of them from an interrupt, one deeper than
/// what is kept, one that ends without having said so.
final class StackedMaps {

    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final int PAGE_BYTES = 4096;
    private static final int MAP_ID = 500;
    private static final int STACK_ID = 4;
    private static final int HARDIRQ = 0x08;
    private static final int DEEP = 100;

    private static final String HEAD = """
            format:
            \tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;
            \tfield:unsigned char common_flags;\toffset:2;\tsize:1;\tsigned:0;
            \tfield:unsigned char common_preempt_count;\toffset:3;\tsize:1;\tsigned:0;
            \tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;

            """;
    private static final String MAP = "name: dma_map_page\nID: 500\n" + HEAD + """
            \tfield:__data_loc char[] device;\toffset:8;\tsize:4;\tsigned:0;
            \tfield:u64 phys_addr;\toffset:16;\tsize:8;\tsigned:0;
            \tfield:u64 dma_addr;\toffset:24;\tsize:8;\tsigned:0;
            \tfield:size_t size;\toffset:32;\tsize:8;\tsigned:0;
            \tfield:enum dma_data_direction dir;\toffset:40;\tsize:4;\tsigned:0;
            \tfield:unsigned long attrs;\toffset:48;\tsize:8;\tsigned:0;

            print fmt: "%s", __get_str(device)
            """;
    private static final String STACK = "name: kernel_stack\nID: 4\n" + HEAD + """
            \tfield:int size;\toffset:8;\tsize:4;\tsigned:1;
            \tfield:unsigned long caller[8];\toffset:16;\tsize:64;\tsigned:0;

            print fmt: "\\t=> %ps", (void *)REC->caller[0]
            """;
    private static final String SYMBOLS = """
            ffffffff81001000 T dma_map_page_attrs
            ffffffff81002000 T asm_common_interrupt
            ffffffff81003000 T do_idle
            ffffffffc0001000 t fill_ring\t[driver]
            """;
    private static final long MAPS = 0xffff_ffff_8100_1010L;
    private static final long INTERRUPT = 0xffff_ffff_8100_2010L;
    private static final long IDLE = 0xffff_ffff_8100_3010L;
    private static final long DRIVER = 0xffff_ffff_c000_1010L;

    private StackedMaps() {}

    static byte[] traceDat() {
        PageBuilder page = new PageBuilder(PAGE_BYTES, ORDER, Long.BYTES, 0);
        page.record(0, map(0, 0x5000)).longRecord(1, stack(0, 3, MAPS, DRIVER, IDLE));
        page.record(1, map(HARDIRQ, 0x6000)).longRecord(1, stack(HARDIRQ, 4, MAPS, DRIVER, INTERRUPT, IDLE));
        long[] deep = new long[DEEP];
        Arrays.fill(deep, DRIVER);
        page.record(1, map(0, 0x7000)).longRecord(1, stack(0, DEEP, deep));
        page.record(1, map(0, 0x8000)).longRecord(1, stack(0, Integer.MAX_VALUE, MAPS, DRIVER));
        return TraceDatBuilder.version6()
                .format("dma", MAP)
                .format("ftrace", STACK)
                .kallsyms(SYMBOLS)
                .buffer("", PAGE_BYTES, Map.of(0, page.build()))
                .build();
    }

    private static byte[] map(int flags, long address) {
        byte[] device = "0000:00:05.0\0".getBytes(StandardCharsets.US_ASCII);
        int fixedBytes = 56;
        byte[] record = new byte[fixedBytes + 16];
        head(record, MAP_ID, flags)
                .putInt(8, device.length << 16 | fixedBytes)
                .putLong(16, address)
                .putLong(24, address)
                .putLong(32, 64)
                .putInt(40, 2)
                .put(fixedBytes, device);
        return record;
    }

    private static byte[] stack(int flags, int size, long... frames) {
        byte[] record = new byte[16 + Long.BYTES * frames.length];
        ByteBuffer fields = head(record, STACK_ID, flags).putInt(8, size);
        for (int i = 0; i < frames.length; i++) {
            fields.putLong(16 + Long.BYTES * i, frames[i]);
        }
        return record;
    }

    private static ByteBuffer head(byte[] record, int id, int flags) {
        return ByteBuffer.wrap(record)
                .order(ORDER)
                .putShort(0, (short) id)
                .put(2, (byte) flags)
                .putInt(4, 42);
    }
}
