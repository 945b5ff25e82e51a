// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.dmatape.capture.ringbuffer.PageBuilder;

/// Pages full of numbered `tick` events, for [TraceDatBuilder].
///
/// @param order byte order
/// @param longBytes bytes of a kernel long
/// @param pageBytes bytes of a page
record Ticks(ByteOrder order, int longBytes, int pageBytes) {

    static final int EVENTS_PER_PAGE = 10;
    static final int STEP_NS = 5;

    private static final int RECORD_BYTES = 16;

    static Ticks ofSize(int pageBytes) {
        return new Ticks(ByteOrder.LITTLE_ENDIAN, Long.BYTES, pageBytes);
    }

    /// So many pages; event `n` happens `n * STEP_NS` after the first one's page time.
    byte[] pages(int count, long firstTime) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long number = 0;
        for (int page = 0; page < count; page++) {
            PageBuilder builder = new PageBuilder(pageBytes, order, longBytes, firstTime + number * STEP_NS);
            for (int i = 0; i < EVENTS_PER_PAGE; i++) {
                builder.record(i == 0 ? 0 : STEP_NS, record(order, number++));
            }
            out.writeBytes(builder.build());
        }
        return out.toByteArray();
    }

    /// The record of one event.
    static byte[] record(ByteOrder order, long number) {
        return ByteBuffer.allocate(RECORD_BYTES)
                .order(order)
                .putShort((short) TraceDatBuilder.EVENT_ID)
                .putShort((short) 0)
                .putInt(42)
                .putLong(number)
                .array();
    }
}
