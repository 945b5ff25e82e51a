// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.info;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dmatape.cli.input.TapeTableRows;
import org.dmatape.cli.output.Column;
import org.dmatape.cli.output.Column.Kind;
import org.dmatape.cli.output.Rows;
import org.dmatape.format.manifest.EventCount;
import org.dmatape.format.manifest.Manifest;
import org.dmatape.format.manifest.PartInfo;
import org.dmatape.format.manifest.TableInfo;
import org.dmatape.format.read.Tape;
import org.dmatape.format.schema.DeviceColumn;
import org.dmatape.format.schema.LossColumn;
import org.dmatape.format.schema.SourceColumn;
import org.dmatape.format.schema.TapeTable;
import org.jspecify.annotations.Nullable;

/// The tables of what `info` says.
final class TapeSections {

    private final Tape tape;
    private final Manifest manifest;

    TapeSections(Tape tape) {
        this.tape = tape;
        this.manifest = tape.manifest();
    }

    List<Section> all() throws IOException {
        return List.of(
                Section.of("sources", "Read from", sources()),
                Section.of("clocks", "Clocks", clocks()),
                Section.of("devices", "Devices", devices()),
                Section.of("events", "Events, and what became of them", events()),
                Section.of("tables", "Tables", tables()),
                new Section(
                        "loss", "Lost events", loss(), "none", manifest.losses().spans() == 0));
    }

    private Rows sources() throws IOException {
        return TapeTableRows.read(
                tape,
                TapeTable.SOURCE,
                List.of(
                        SourceColumn.SOURCE_ID,
                        SourceColumn.KIND,
                        SourceColumn.BUFFER,
                        SourceColumn.CLOCK,
                        SourceColumn.EVENTS,
                        SourceColumn.FOREIGN,
                        SourceColumn.MALFORMED,
                        SourceColumn.SIZE,
                        SourceColumn.PATH));
    }

    private Rows clocks() {
        List<Column> columns = List.of(
                Column.integer("source_id"),
                Column.text("clock"),
                Column.text("method"),
                Column.integer("offset_ns"),
                Column.integer("uncertainty_ns"));
        return Rows.of(
                columns,
                manifest.clocks().stream()
                        .map(clock -> List.<Object>of(
                                (long) clock.sourceId(),
                                clock.name(),
                                clock.method(),
                                clock.offsetNs(),
                                clock.uncertaintyNs()))
                        .toList());
    }

    private Rows devices() throws IOException {
        return TapeTableRows.read(
                tape,
                TapeTable.DEVICE,
                List.of(
                        DeviceColumn.DEVICE,
                        DeviceColumn.VIRTIO_DEVICE,
                        DeviceColumn.DRIVER,
                        DeviceColumn.ACCESS_PLATFORM,
                        DeviceColumn.IOMMU_GROUP_TYPE));
    }

    private Rows events() {
        List<Column> columns =
                List.of(Column.text("system"), Column.text("event"), Column.integer("count"), Column.text("became"));
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (EventCount event : manifest.events()) {
            @Nullable String became = event.interpretation().isEmpty() ? null : event.interpretation();
            rows.add(Arrays.asList(event.system(), event.name(), event.count(), became));
        }
        return Rows.of(columns, rows);
    }

    private Rows tables() {
        List<Column> columns = List.of(Column.text("table"), Column.integer("rows"), new Column("size", Kind.INTEGER));
        return Rows.of(
                columns,
                manifest.tables().stream()
                        .map(table -> List.<Object>of(table.name(), table.rows(), sizeBytes(table)))
                        .toList());
    }

    private static long sizeBytes(TableInfo table) {
        return table.parts().stream().mapToLong(PartInfo::sizeBytes).sum();
    }

    private Rows loss() throws IOException {
        return TapeTableRows.read(
                tape,
                TapeTable.LOSS,
                List.of(LossColumn.SOURCE_ID, LossColumn.CPU, LossColumn.FROM_NS, LossColumn.TO_NS, LossColumn.EVENTS));
    }
}
