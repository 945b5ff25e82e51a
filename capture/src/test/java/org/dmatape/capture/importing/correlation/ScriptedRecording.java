// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing.correlation;

import static java.util.Objects.requireNonNull;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.dmatape.capture.eventformat.EventField;
import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.eventformat.FieldKind;
import org.dmatape.capture.kallsyms.SymbolTable;
import org.dmatape.capture.recording.CpuStream;
import org.dmatape.capture.recording.EventBlock;
import org.dmatape.capture.recording.KernelSymbols;
import org.dmatape.capture.recording.Recording;
import org.dmatape.capture.recording.RecordingBuffer;

/// A recording written by a test, event by event, with layouts of its own: fields lie where they happen to be declared,
/// unaligned, so that nothing can depend on the layout of one kernel.
final class ScriptedRecording implements Recording {

    static final int TASK = 0;
    static final int HARDIRQ = 0x08;
    static final int SOFTIRQ = 0x10;

    private static final String INSTANCE = "same";
    private static final int HEADER_BYTES = 8;
    private static final int RECORD_BYTES = 1024;

    private final ByteOrder order;
    private final int longBytes;
    private final Map<String, EventFormat> formats = new LinkedHashMap<>();
    private final Map<Integer, List<Event>> events = new TreeMap<>();
    private final List<KernelSymbols.Symbol> symbols = new ArrayList<>();
    private final Map<Integer, List<Long>> losses = new HashMap<>();
    private long repeatedLaterNs;

    private record Event(long tsNs, MemorySegment bytes) {}

    ScriptedRecording() {
        this(ByteOrder.LITTLE_ENDIAN, Long.BYTES);
    }

    ScriptedRecording(ByteOrder order, int longBytes) {
        this.order = order;
        this.longBytes = longBytes;
    }

    /// Declares events, one a line: `SYSTEM/NAME FIELD...`, with fields as [#format] takes them.
    ScriptedRecording formats(String lines) {
        for (String line : lines.lines().toList()) {
            String[] words = line.replace('/', ' ').split(" +");
            format(words[0], words[1], Arrays.copyOfRange(words, 2, words.length));
        }
        return this;
    }

    /// Declares an event: `name:u64`, `name:s32`, `name:text`, `name:u64[]`, `name:u64[4]`, ...
    ScriptedRecording format(String system, String name, String... declarations) {
        List<EventField> fields = new ArrayList<>();
        int offset = HEADER_BYTES;
        for (String declaration : declarations) {
            String fieldName = declaration.substring(0, declaration.indexOf(':'));
            String type = declaration.substring(declaration.indexOf(':') + 1);
            EventField field = field(fieldName, type, offset);
            fields.add(field);
            offset += field.sizeBytes();
        }
        formats.put(name, new EventFormat(100 + formats.size(), system, name, fields, ""));
        return this;
    }

    private static EventField field(String name, String type, int offset) {
        if (type.equals("text")) {
            return new EventField(name, "char[]", offset, 4, false, FieldKind.DATA_LOC, 1);
        }
        int bracket = type.indexOf('[');
        String element = bracket < 0 ? type : type.substring(0, bracket);
        int size = Integer.parseInt(element.substring(1)) / 8;
        boolean signed = element.startsWith("s");
        if (bracket < 0) {
            return new EventField(name, element, offset, size, signed, FieldKind.SCALAR, size);
        }
        String count = type.substring(bracket + 1, type.length() - 1);
        return count.isEmpty()
                ? new EventField(name, element + "[]", offset, 4, false, FieldKind.DATA_LOC, size)
                : new EventField(
                        name, element, offset, size * Integer.parseInt(count), signed, FieldKind.FIXED_ARRAY, size);
    }

    /// Puts a kernel function at an address; `name [module]` in a module.
    ScriptedRecording symbol(long address, String name) {
        symbols.add(new KernelSymbols.Symbol(address, name));
        return this;
    }

    /// Adds an event; values in the order of the declared fields: Number, String or long[].
    ScriptedRecording event(long tsNs, int cpu, int flags, int pid, String name, Object... values) {
        EventFormat format = requireNonNull(formats.get(name), name);
        ByteBuffer record = ByteBuffer.allocate(RECORD_BYTES).order(order);
        record.putShort(0, (short) format.id());
        record.put(2, (byte) flags);
        record.putInt(4, pid);
        int end = HEADER_BYTES;
        for (EventField field : format.fields()) {
            end = Math.max(end, field.offset() + field.sizeBytes());
        }
        for (int i = 0; i < values.length; i++) {
            end = put(record, format.fields().get(i), values[i], end);
        }
        byte[] bytes = new byte[end];
        record.get(0, bytes);
        events.computeIfAbsent(cpu, ignored -> new ArrayList<>()).add(new Event(tsNs, MemorySegment.ofArray(bytes)));
        return this;
    }

    /// An instance records the same events, each that much later.
    ScriptedRecording repeated(long laterNs) {
        repeatedLaterNs = laterNs;
        return this;
    }

    /// Events are missing on that CPU before the next one added.
    ScriptedRecording loss(int cpu, long lostEvents) {
        List<Event> soFar = events.computeIfAbsent(cpu, ignored -> new ArrayList<>());
        losses.computeIfAbsent(cpu, ignored -> new ArrayList<>()).addAll(List.of((long) soFar.size(), lostEvents));
        return this;
    }

    private int put(ByteBuffer record, EventField field, Object value, int end) {
        if (field.kind() == FieldKind.SCALAR) {
            putNumber(record, field.offset(), field.sizeBytes(), ((Number) value).longValue());
            return end;
        }
        byte[] bytes = bytesOf(value, field.elementSizeBytes());
        if (field.kind() == FieldKind.FIXED_ARRAY) {
            record.put(field.offset(), bytes);
            return end;
        }
        record.putInt(field.offset(), bytes.length << 16 | end);
        record.put(end, bytes);
        return end + bytes.length;
    }

    private byte[] bytesOf(Object value, int elementBytes) {
        if (value instanceof String text) {
            return (text + "\0").getBytes(StandardCharsets.UTF_8);
        }
        long[] numbers = (long[]) value;
        ByteBuffer buffer = ByteBuffer.allocate(numbers.length * elementBytes).order(order);
        for (int i = 0; i < numbers.length; i++) {
            putNumber(buffer, i * elementBytes, elementBytes, numbers[i]);
        }
        return buffer.array();
    }

    private static void putNumber(ByteBuffer buffer, int offset, int sizeBytes, long value) {
        switch (sizeBytes) {
            case 1 -> buffer.put(offset, (byte) value);
            case 2 -> buffer.putShort(offset, (short) value);
            case 4 -> buffer.putInt(offset, (int) value);
            default -> buffer.putLong(offset, value);
        }
    }

    @Override
    public String kind() {
        return "scripted";
    }

    @Override
    public ByteOrder byteOrder() {
        return order;
    }

    @Override
    public int longBytes() {
        return longBytes;
    }

    @Override
    public Map<Integer, EventFormat> formats() {
        Map<Integer, EventFormat> byId = new LinkedHashMap<>();
        formats.values().forEach(format -> byId.put(format.id(), format));
        return byId;
    }

    @Override
    public KernelSymbols symbols() {
        StringBuilder text = new StringBuilder();
        symbols.forEach(symbol -> text.append(String.format(
                Locale.ROOT, "%016x t %s%n", symbol.address(), symbol.name().replace(' ', '\t'))));
        return new SymbolTable(() -> ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public Map<Integer, String> taskNames() {
        return Map.of(7, "dd", 8, "fio");
    }

    @Override
    public List<RecordingBuffer> buffers() {
        RecordingBuffer main = new RecordingBuffer("", "mono", 4096, List.copyOf(events.keySet()));
        return repeatedLaterNs == 0
                ? List.of(main)
                : List.of(main, new RecordingBuffer(INSTANCE, "mono", 4096, main.cpus()));
    }

    @Override
    public Map<String, String> facts() {
        return Map.of();
    }

    @Override
    public Optional<String> damage() {
        return Optional.empty();
    }

    @Override
    public CpuStream open(RecordingBuffer buffer, int cpu) {
        long laterNs = buffer.name().equals(INSTANCE) ? repeatedLaterNs : 0;
        List<Event> shifted = events.getOrDefault(cpu, List.of()).stream()
                .map(event -> new Event(event.tsNs() + laterNs, event.bytes()))
                .toList();
        return new OneBlock(cpu, shifted, losses.getOrDefault(cpu, List.of()));
    }

    @Override
    public void close() {}

    private static final class OneBlock implements CpuStream, EventBlock {

        private final int cpu;
        private final List<Event> events;
        private final List<Long> losses;
        private final MemorySegment memory;
        private boolean given;

        OneBlock(int cpu, List<Event> events, List<Long> losses) {
            this.cpu = cpu;
            this.events = events;
            this.losses = losses;
            this.memory = Arena.ofAuto().allocate(Math.max(1L, (long) events.size() * RECORD_BYTES));
            for (int i = 0; i < events.size(); i++) {
                MemorySegment.copy(
                        events.get(i).bytes(),
                        0,
                        memory,
                        recordOffset(i),
                        events.get(i).bytes().byteSize());
            }
        }

        @Override
        public int cpu() {
            return cpu;
        }

        @Override
        public Optional<EventBlock> next() {
            boolean first = !given;
            given = true;
            return first ? Optional.of(this) : Optional.empty();
        }

        @Override
        public void close() {}

        @Override
        public MemorySegment memory() {
            return memory;
        }

        @Override
        public int count() {
            return events.size();
        }

        @Override
        public long tsNs(int index) {
            return events.get(index).tsNs();
        }

        @Override
        public int cpu(int index) {
            return cpu;
        }

        @Override
        public long recordOffset(int index) {
            return (long) index * RECORD_BYTES;
        }

        @Override
        public int recordLength(int index) {
            return (int) events.get(index).bytes().byteSize();
        }

        @Override
        public int lossCount() {
            return losses.size() / 2;
        }

        @Override
        public int lossBeforeIndex(int loss) {
            return losses.get(loss * 2).intValue();
        }

        @Override
        public long lossEvents(int loss) {
            return losses.get(loss * 2 + 1);
        }

        @Override
        public int lossCpu(int loss) {
            return cpu;
        }

        @Override
        public void release() {}
    }
}
