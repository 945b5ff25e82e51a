// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dmatape.format.manifest.ClockInfo;
import org.dmatape.format.manifest.EventCount;
import org.dmatape.format.manifest.Manifest;
import org.dmatape.format.manifest.SourceInfo;
import org.dmatape.format.manifest.Unrecorded;
import org.dmatape.format.schema.CallStackColumn;
import org.dmatape.format.schema.DeviceColumn;
import org.dmatape.format.schema.DmaOpColumn;
import org.dmatape.format.schema.EventStackColumn;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.format.write.TableAppender;
import org.dmatape.format.write.TapeWriter;
import org.dmatape.format.write.TapeWriterOptions;

/// A tape whose names try to act: as HTML, as a script, on a terminal, as SQL, as a path.
final class HostileTape {

    static final String DEVICE = "<img src=x onerror=\"document.title='broken out'\">` <b>``";
    static final String TASK =
            "</script><script>document.title='broken out'</script>\u001b[31m'; DROP TABLE dma_op; --../../x\r\n"
                    + "\u202e|`, \"";

    static final String FUNCTION = "<img src=x onerror=f()>\u001b]0;own\u0007`|\u202e\"'";

    private static final long ADDRESS = 0x1000;
    private static final int MAPS = 4;

    private HostileTape() {}

    /// Writes a tape in which that device maps the same memory several times.
    static Path write(Path folder) {
        Path tape = folder.resolve("hostile.tape");
        try (TapeWriter writer = TapeWriter.create(tape, TapeWriterOptions.defaults())) {
            TableAppender operations = writer.table(TapeTable.DMA_OP);
            for (int i = 0; i < MAPS; i++) {
                operations.beginRow();
                operations.setLong(DmaOpColumn.EVENT_ID, i);
                operations.setLong(DmaOpColumn.OP_ID, i);
                operations.setLong(DmaOpColumn.ENTRY_COUNT, 1);
                operations.setLong(DmaOpColumn.TS_NS, i * 1000L);
                operations.setLong(DmaOpColumn.PID, 1);
                operations.setText(DmaOpColumn.COMM, writer.texts().idOf(TASK));
                operations.setText(DmaOpColumn.CONTEXT, writer.texts().idOf("task"));
                operations.setText(DmaOpColumn.DEVICE, writer.texts().idOf(DEVICE));
                operations.setText(DmaOpColumn.OP, writer.texts().idOf("map"));
                operations.setText(DmaOpColumn.API, writer.texts().idOf("single"));
                operations.setText(DmaOpColumn.DIRECTION, writer.texts().idOf("from_device"));
                operations.setLong(DmaOpColumn.DMA_ADDR, ADDRESS * (i + 1));
                operations.setLong(DmaOpColumn.PHYS_ADDR, ADDRESS);
                operations.setLong(DmaOpColumn.SIZE, 64);
                operations.setLong(DmaOpColumn.DURATION_NS, 1000 + i);
            }
            writeStacks(writer);
            TableAppender devices = writer.table(TapeTable.DEVICE);
            devices.beginRow();
            devices.setText(DeviceColumn.DEVICE, writer.texts().idOf(DEVICE));
            writer.finish(manifest());
        }
        return tape;
    }

    /// All operations came from the same function.
    private static void writeStacks(TapeWriter writer) {
        TableAppender events = writer.table(TapeTable.EVENT_STACK);
        for (int i = 0; i < MAPS; i++) {
            events.beginRow();
            events.setLong(EventStackColumn.EVENT_ID, i);
            events.setLong(EventStackColumn.STACK_ID, 0);
        }
        TableAppender stacks = writer.table(TapeTable.CALL_STACK);
        stacks.beginRow();
        stacks.setLong(CallStackColumn.STACK_ID, 0);
        stacks.setText(CallStackColumn.CALLER, writer.texts().idOf(FUNCTION.replace(";", "")));
        stacks.setText(CallStackColumn.MODULE, writer.texts().idOf(DEVICE));
        stacks.setText(
                CallStackColumn.FRAMES,
                writer.texts()
                        .idOf("dma_map_page_attrs;" + FUNCTION.replace(";", "") + "+0x1c [" + TASK + "];" + FUNCTION));
    }

    /// Control and format characters, but for line feeds.
    static List<String> controls(String text) {
        return text.codePoints()
                .filter(c -> c != '\n' && (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT))
                .mapToObj(Character::getName)
                .distinct()
                .toList();
    }

    private static Manifest manifest() {
        Manifest plain = Manifest.recording(TASK);
        return new Manifest(
                plain.formatVersion(),
                plain.state(),
                plain.createdBy(),
                List.of(new SourceInfo(0, TASK, TASK, TASK, 1, Map.of(TASK, TASK))),
                Map.of("uname", TASK, TASK, DEVICE),
                List.of(new ClockInfo(0, TASK, 0, 0, TASK)),
                plain.losses(),
                List.of(new EventCount(TASK, TASK, 4, TASK)),
                plain.tables(),
                List.of(TASK),
                List.of(new Unrecorded(TASK, TASK, List.of(TASK))));
    }
}
