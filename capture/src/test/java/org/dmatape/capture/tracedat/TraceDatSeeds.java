// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dmatape.capture.tracedat.compression.Compression;

/// Files as small as [TraceDatBuilder] makes them, one of each kind.
public final class TraceDatSeeds {

    private static final int PAGE_BYTES = 4096;
    private static final int SMALL_PAGE_BYTES = 512;

    private TraceDatSeeds() {}

    public static List<byte[]> all() {
        List<byte[]> seeds = new ArrayList<>();
        for (int version : new int[] {6, 7}) {
            for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
                for (Compression compression :
                        version == 7 ? Compression.values() : new Compression[] {Compression.NONE}) {
                    seeds.add(seed(version, order, compression));
                }
            }
        }
        seeds.add(StackedMaps.traceDat());
        return seeds;
    }

    private static byte[] seed(int version, ByteOrder order, Compression compression) {
        int longBytes = order == ByteOrder.BIG_ENDIAN ? Integer.BYTES : Long.BYTES;
        int pageBytes = version == 7 ? SMALL_PAGE_BYTES : PAGE_BYTES;
        Ticks ticks = new Ticks(order, longBytes, pageBytes);
        return new TraceDatBuilder(version, order, longBytes)
                .compression(compression)
                .option(OptionId.OFFSET, "5")
                .option(OptionId.CPU_STATISTICS, "CPU: 0\nentries: 5\nCPU: 2\nentries: 5\n")
                .buffer("", pageBytes, Map.of(0, ticks.pages(2, 0), 2, ticks.pages(1, 0)))
                .buffer("net", pageBytes, Map.of(1, ticks.pages(1, 0)))
                .build();
    }
}
