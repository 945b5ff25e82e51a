// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dmatape.capture.recording.RecordingException;
import org.dmatape.capture.tracedat.file.Cursor;
import org.dmatape.capture.tracedat.file.Printable;
import org.dmatape.capture.tracedat.file.RecordingFile;
import org.dmatape.capture.tracedat.page.CpuExtent;

/// Reads the metadata of a version 6 file, in which everything follows in a fixed order:
///
///     header_page and header_event, ftrace events, event formats
///     u32 bytes, kallsyms
///     u32 bytes, printk formats
///     u64 bytes, command lines
///     u32 number of CPUs
///     "options  " NUL, options (u16 number, u32 bytes, ...), u16 0
///     "flyrecord" NUL
///     per CPU: u64 offset, u64 bytes
///     u64 bytes, clocks, if there was a TRACECLOCK option
///
/// An option of an instance holds its name and the offset of another part of options, `flyrecord` and CPUs.
final class VersionSixReader {

    private static final int TAG_BYTES = 10;
    private static final String TAG_OPTIONS = "options";
    private static final String TAG_EVENTS = "flyrecord";
    private static final String TAG_LATENCY = "latency";
    private static final int CPU_ENTRY_BYTES = 16;

    /// The clock of the kernel when no other is selected.
    private static final String DEFAULT_CLOCK = "local";

    /// The kernel's list of clocks has some 80 characters.
    private static final int LONGEST_CLOCKS_BYTES = 4096;

    private final RecordingFile file;
    private final FileHeader header;
    private final ExtentCheck extentCheck;
    private final Metadata metadata = new Metadata();
    private final List<Instance> instances = new ArrayList<>();
    private long cpuCount;
    private boolean clockFollows;

    /// Where the part of an instance is.
    private record Instance(String name, long offset) {}

    VersionSixReader(RecordingFile file, FileHeader header, ExtentCheck extentCheck) {
        this.file = file;
        this.header = header;
        this.extentCheck = extentCheck;
    }

    Metadata read() {
        ByteOrder order = header.order();
        Cursor cursor = Cursor.of(file, order, header.endOffset());
        MetadataSections sections = new MetadataSections(metadata);
        sections.readHeaderInfo(cursor);
        sections.readFtraceEvents(cursor);
        sections.readEventFormats(cursor);
        readSymbols(cursor);
        cursor.skip(cursor.u32("the size of the printk formats"), "the printk formats");
        sections.readCommandLines(cursor);
        cpuCount = cursor.u32("the number of CPUs");

        OptionReader optionReader = new OptionReader(metadata);
        List<CpuExtent> mainCpus = readPart(cursor, (id, data) -> readMainOption(id, data, optionReader));
        String clock = clockFollows ? readClock(cursor, optionReader) : DEFAULT_CLOCK;
        if (mainCpus.isEmpty() && instances.isEmpty()) {
            requireNothingBehind(cursor);
        }
        addBuffer("", clock, mainCpus);
        long mainCpuCount = cpuCount;
        for (Instance instance : instances) {
            cpuCount = mainCpuCount;
            Cursor part = Cursor.of(file, order, instance.offset());
            addBuffer(instance.name(), clock, readPart(part, this::readInstanceOption));
        }
        return metadata;
    }

    /// A recorder that is killed leaves a table of zeros with events behind it.
    private void requireNothingBehind(Cursor cursor) {
        if (cursor.remaining() < header.pageBytes()) {
            return;
        }
        RecordingException problem = cursor.damaged(
                cursor.position(),
                "no data, as the table of CPUs before it is empty",
                cursor.remaining() + " bytes, left by a recorder that did not finish");
        if (!extentCheck.salvage()) {
            throw problem;
        }
        metadata.damage().add(String.valueOf(problem.getMessage()));
    }

    private void readSymbols(Cursor cursor) {
        long sizeBytes = cursor.u32("the size of kallsyms");
        long offset = cursor.position();
        cursor.skip(sizeBytes, "kallsyms");
        metadata.setSymbolText(() -> Cursor.of(file, header.order(), offset).arrayBytes(sizeBytes, "kallsyms"));
    }

    private void readMainOption(int id, Cursor data, OptionReader optionReader) {
        switch (id) {
            case OptionId.BUFFER -> {
                long offset = data.u64("the offset of an instance");
                instances.add(new Instance(data.name("the name of an instance"), offset));
            }
            // the clocks themselves follow behind the table of CPUs
            case OptionId.TRACE_CLOCK -> clockFollows = true;
            case OptionId.CPU_COUNT -> cpuCount = data.u32("the number of CPUs");
            default -> optionReader.read(id, data);
        }
    }

    private void readInstanceOption(int id, Cursor data) {
        if (id == OptionId.CPU_COUNT) {
            cpuCount = data.u32("the number of CPUs");
        }
    }

    /// Options, if there are any, and the table of CPUs.
    private List<CpuExtent> readPart(Cursor cursor, OptionChain.Visitor visitor) {
        String tag = cursor.text(TAG_BYTES, "a tag");
        if (tag.startsWith(TAG_OPTIONS)) {
            readOptions(cursor, visitor);
            tag = cursor.text(TAG_BYTES, "a tag");
        }
        if (tag.startsWith(TAG_LATENCY)) {
            throw new RecordingException(file.path() + ": holds the text of a latency tracer at offset "
                    + RecordingFile.hex(cursor.position()) + ", expected recorded events");
        }
        if (!tag.startsWith(TAG_EVENTS)) {
            throw cursor.damaged(cursor.position() - TAG_BYTES, "the tag " + TAG_EVENTS, Printable.quoted(tag));
        }
        return readCpus(cursor);
    }

    private static void readOptions(Cursor cursor, OptionChain.Visitor visitor) {
        int id = cursor.u16("the number of an option");
        while (id != OptionId.DONE) {
            long sizeBytes = cursor.u32("the size of an option");
            visitor.option(id, cursor.slice(sizeBytes, "option " + id));
            id = cursor.u16("the number of an option");
        }
    }

    private List<CpuExtent> readCpus(Cursor cursor) {
        if (cpuCount > cursor.remaining() / CPU_ENTRY_BYTES) {
            throw cursor.damaged(
                    cursor.position(),
                    "the table of " + cpuCount + " CPUs",
                    "only " + cursor.remaining() + " bytes left");
        }
        List<CpuExtent> cpus = new ArrayList<>();
        for (int cpu = 0; cpu < cpuCount; cpu++) {
            long offset = cursor.u64("the offset of a CPU's data");
            long sizeBytes = cursor.u64("the size of a CPU's data");
            if (sizeBytes != 0) {
                cpus.add(new CpuExtent(cpu, offset, sizeBytes));
            }
        }
        return cpus;
    }

    /// Old versions of trace-cmd wrote garbage here when they could not read the clocks; trace-cmd then assumes the
    /// default, and so is done here.
    private String readClock(Cursor cursor, OptionReader optionReader) {
        if (cursor.remaining() < Long.BYTES) {
            return DEFAULT_CLOCK;
        }
        long sizeBytes = cursor.u64("the size of the clocks");
        if (sizeBytes < 0 || sizeBytes > Math.min(LONGEST_CLOCKS_BYTES, cursor.remaining())) {
            return DEFAULT_CLOCK;
        }
        optionReader.readClock(cursor.slice(sizeBytes, "the clocks"));
        Optional<String> selected = metadata.selectedClock();
        return selected.orElse(DEFAULT_CLOCK);
    }

    private void addBuffer(String name, String clock, List<CpuExtent> cpus) {
        BufferTable buffer = new BufferTable(name, clock, header.pageBytes(), false, cpus);
        metadata.buffers().add(extentCheck.check(buffer, metadata));
    }
}
