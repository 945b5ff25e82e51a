// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.manifest;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What `manifest.json` says of a tape.
///
/// @param formatVersion version of the tape format
/// @param state how far the tape got
/// @param createdBy program and version that wrote it
/// @param sources files that were read
/// @param host facts of the machine that was recorded (kernel, command line, CPUs), by name
/// @param clocks how the sources' clocks relate to the tape's
/// @param losses what the recording lacks
/// @param events every kind of event that was read, and what became of it
/// @param tables tables and their files
/// @param notes sentences for whoever reads the tape, e.g. what salvage dropped
/// @param unrecorded what the recorder left out or could not look at
public record Manifest(
        int formatVersion,
        TapeState state,
        String createdBy,
        List<SourceInfo> sources,
        Map<String, String> host,
        List<ClockInfo> clocks,
        LossSummary losses,
        List<EventCount> events,
        List<TableInfo> tables,
        List<String> notes,
        List<Unrecorded> unrecorded) {

    /// The version this program writes. It changes when a table's columns do.
    public static final int FORMAT_VERSION = 1;

    /// The host fact that lists them.
    public static final String COMMAND_PIDS = "command_pids";

    /// Checks what must be there and copies what may change.
    public Manifest {
        requireNonNull(state, "state is missing");
        requireNonNull(createdBy, "created_by is missing");
        requireNonNull(losses, "losses is missing");
        sources = Facts.copyOf(sources);
        host = Facts.copyOf(host);
        clocks = Facts.copyOf(clocks);
        events = Facts.copyOf(events);
        tables = Facts.copyOf(tables);
        notes = Facts.copyOf(notes);
        unrecorded = Facts.copyOf(unrecorded);
    }

    /// A manifest of a tape that is being written: no facts yet.
    public static Manifest recording(String createdBy) {
        return new Manifest(
                FORMAT_VERSION,
                TapeState.RECORDING,
                createdBy,
                List.of(),
                Map.of(),
                List.of(),
                LossSummary.none(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    /// Pids of the command that was recorded and of every thread and process that came from it; empty when the
    /// recording was not made of a command.
    public List<Integer> commandPids() {
        return Stream.of(host.getOrDefault(COMMAND_PIDS, "").split(",", -1))
                .filter(pid -> pid.matches("\\d{1,9}"))
                .map(Integer::valueOf)
                .toList();
    }

    /// The same in another state.
    public Manifest withState(TapeState newState) {
        return new Manifest(
                formatVersion, newState, createdBy, sources, host, clocks, losses, events, tables, notes, unrecorded);
    }

    /// The same with another list of tables.
    public Manifest withTables(List<TableInfo> newTables) {
        return new Manifest(
                formatVersion, state, createdBy, sources, host, clocks, losses, events, newTables, notes, unrecorded);
    }

    /// The same with other notes.
    public Manifest withNotes(List<String> newNotes) {
        return new Manifest(
                formatVersion, state, createdBy, sources, host, clocks, losses, events, tables, newNotes, unrecorded);
    }
}
