// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Version 6: everything in a fixed order, no compression.
///
///     magic "6\0" endian long page | header_page, header_event | ftrace formats | formats
///     kallsyms | printk | cmdlines | u32 CPUs | "options  \0" options
///     "flyrecord\0" {u64 offset, u64 size} per CPU | clock
///     CPU data, page-aligned
///     for each instance: "flyrecord\0" {u64 offset, u64 size} per CPU, then its CPU data
final class TraceDatVersion6 implements TraceDatFile {

    private static final String OPTIONS_TAG = "options  ";
    private static final String FLYRECORD_TAG = "flyrecord";

    @Override
    public void write(Path file, TraceDatContent content, List<TraceDatContent.Buffer> buffers) throws IOException {
        try (FileBuilder out = new FileBuilder(file)) {
            out.append(content.start(6).toByteArray());
            out.append(content.headerInfo());
            out.append(content.ftraceFormatList());
            out.append(content.formatsBySystem());
            out.append(content.symbolTable());
            out.append(content.printkFormats());
            out.append(content.taskNameList());
            TraceDatContent.Buffer main = buffers.getFirst();
            List<TraceDatContent.Buffer> instances = buffers.subList(1, buffers.size());
            out.append(content.bytes().u32(main.cpus().size()).toByteArray());
            long[] instanceOffsetPlaces = appendOptions(out, content, instances);
            appendCpuData(out, content, main, true);
            for (int i = 0; i < instances.size(); i++) {
                out.putAt(
                        instanceOffsetPlaces[i],
                        content.bytes().u64(out.position()).toByteArray());
                appendCpuData(out, content, instances.get(i), false);
            }
        }
    }

    /// Gives where the instances' offsets are to be filled in.
    private static long[] appendOptions(
            FileBuilder out, TraceDatContent content, List<TraceDatContent.Buffer> instances) throws IOException {
        OrderedBytes options = content.bytes().terminated(OPTIONS_TAG);
        OptionId.putFacts(options, content);
        long[] places = new long[instances.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = out.position() + options.size() + Short.BYTES + Integer.BYTES;
            OptionId.put(
                    options,
                    OptionId.BUFFER,
                    content.bytes().u64(0).terminated(instances.get(i).name()));
        }
        out.append(options.u16(OptionId.DONE).toByteArray());
        return places;
    }

    private static void appendCpuData(
            FileBuilder out, TraceDatContent content, TraceDatContent.Buffer buffer, boolean withClock)
            throws IOException {
        out.append(content.bytes().terminated(FLYRECORD_TAG).toByteArray());
        long table = out.append(new byte[2 * Long.BYTES * buffer.cpus().size()]);
        if (withClock) {
            String clock = "[" + content.clock() + "]";
            out.append(content.bytes().u64(clock.length()).text(clock).toByteArray());
        }
        OrderedBytes places = content.bytes();
        for (CpuSpool cpu : buffer.cpus()) {
            out.alignTo(buffer.subBufferBytes());
            places.u64(out.position()).u64(cpu.bytes());
            out.append(cpu);
        }
        out.putAt(table, places.toByteArray());
    }
}
