// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.file;

import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything in a trace.dat but the CPU data.
///
/// @param byteOrder byte order of file and records
/// @param longBytes bytes of a `long`
/// @param pageBytes what the file calls the page size: that of a sub-buffer, or trace-cmd 3.1 does not read it
/// @param headerPage content of `events/header_page`
/// @param headerEvent content of `events/header_event`
/// @param ftraceFormats format texts of ftrace's own events
/// @param formats format texts by system
/// @param symbols content of `/proc/kallsyms`
/// @param taskNames content of `saved_cmdlines`
/// @param clock name of the clock
/// @param clocks content of `trace_clock`
/// @param uname what `uname` says
/// @param statistics content of `per_cpu/cpuN/stats`, by CPU
/// @param traceId id of the recording
/// @param tscConversion conversion of time stamps to nanoseconds, where they are not nanoseconds
public record TraceDatContent(
        ByteOrder byteOrder,
        int longBytes,
        int pageBytes,
        String headerPage,
        String headerEvent,
        List<String> ftraceFormats,
        Map<String, List<String>> formats,
        String symbols,
        String taskNames,
        String clock,
        String clocks,
        String uname,
        List<String> statistics,
        long traceId,
        Optional<TscConversion> tscConversion) {

    /// `ns = stamp * multiplier >> shift`.
    public record TscConversion(int multiplier, int shift, long offset) {}

    /// One ring buffer.
    ///
    /// @param name its name, empty for the main one
    /// @param subBufferBytes size of its sub-buffers
    /// @param cpus its data, by CPU
    public record Buffer(String name, int subBufferBytes, List<CpuSpool> cpus) {}

    /// How every file begins, before the version.
    static final byte[] MAGIC = {0x17, 0x08, 0x44, 't', 'r', 'a', 'c', 'i', 'n', 'g'};

    OrderedBytes bytes() {
        return new OrderedBytes(byteOrder);
    }

    /// Magic, version, byte order, long size, page size.
    OrderedBytes start(int version) {
        return bytes().raw(MAGIC)
                .terminated(Integer.toString(version))
                .u8(byteOrder == ByteOrder.BIG_ENDIAN ? 1 : 0)
                .u8(longBytes)
                .u32(pageBytes);
    }

    byte[] headerInfo() {
        return bytes().terminated("header_page")
                .u64(headerPage.length())
                .text(headerPage)
                .terminated("header_event")
                .u64(headerEvent.length())
                .text(headerEvent)
                .toByteArray();
    }

    byte[] ftraceFormatList() {
        return formatList(bytes(), ftraceFormats).toByteArray();
    }

    byte[] formatsBySystem() {
        OrderedBytes body = bytes().u32(formats.size());
        formats.forEach((system, texts) -> formatList(body.terminated(system), texts));
        return body.toByteArray();
    }

    byte[] symbolTable() {
        return bytes().u32(symbols.length()).text(symbols).toByteArray();
    }

    byte[] printkFormats() {
        return bytes().u32(0).toByteArray();
    }

    byte[] taskNameList() {
        return bytes().u64(taskNames.length()).text(taskNames).toByteArray();
    }

    private static OrderedBytes formatList(OrderedBytes body, List<String> texts) {
        body.u32(texts.size());
        for (String text : texts) {
            body.u64(text.length()).text(text);
        }
        return body;
    }
}
