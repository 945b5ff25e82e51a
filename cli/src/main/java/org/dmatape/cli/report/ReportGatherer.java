// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.dmatape.analyze.check.CheckOptions;
import org.dmatape.analyze.check.CheckReport;
import org.dmatape.analyze.check.CheckRunner;
import org.dmatape.analyze.check.Finding;
import org.dmatape.analyze.database.TapeDatabase;
import org.dmatape.analyze.result.ResultCursor;
import org.dmatape.analyze.result.ResultTable;
import org.dmatape.cli.output.ShellWord;
import org.dmatape.format.manifest.Manifest;
import org.dmatape.queries.CannedQuery;

/// Asks a tape everything the report shows.
final class ReportGatherer {

    private static final String HISTORY = "address-history";
    private static final int HISTORIES_PER_CHECK = 3;
    private static final int EVENTS_PER_HISTORY = 16;
    private static final long DMA_MAPPING_ERROR = -1;

    private final TapeDatabase database;
    private final Consumer<String> progress;

    /// @param progress told what is being asked
    ReportGatherer(TapeDatabase database, Consumer<String> progress) {
        this.database = database;
        this.progress = progress;
    }

    ReportData gather(Manifest manifest) {
        CheckReport report =
                CheckRunner.run(database, CheckOptions.defaults(), (check, done, total) -> progress.accept(check));
        Map<String, ReportTable> tables = new LinkedHashMap<>();
        for (ReportSection section : ReportSection.ALL) {
            for (String id : section.queries()) {
                database.catalogue().find(id).ifPresent(query -> tables.put(id, ask(query)));
            }
        }
        return new ReportData(
                database.name(),
                manifest,
                report,
                evidence(report),
                tables,
                ask(ReportSection.TIMELINE_CHART),
                ask(ReportSection.COST_CHART));
    }

    private ReportTable ask(CannedQuery query) {
        progress.accept(query.id());
        return ReportTable.of(database, query);
    }

    private Optional<ResultTable> ask(String id) {
        return ask(database.catalogue().find(id).orElseThrow())
                .result()
                .filter(table -> !table.rows().isEmpty());
    }

    private List<FindingEvidence> evidence(CheckReport report) {
        Map<String, Integer> shown = new HashMap<>();
        List<FindingEvidence> evidence = new ArrayList<>();
        for (Finding finding : report.findings()) {
            if (hasAddress(finding) && shown.merge(finding.check(), 1, Integer::sum) <= HISTORIES_PER_CHECK) {
                evidence.add(history(finding));
            }
        }
        return evidence;
    }

    private static boolean hasAddress(Finding finding) {
        OptionalLong address = finding.dmaAddress();
        return address.isPresent() && address.getAsLong() != DMA_MAPPING_ERROR;
    }

    private FindingEvidence history(Finding finding) {
        progress.accept("history of a finding of " + finding.check());
        Map<String, String> arguments = new LinkedHashMap<>();
        arguments.put("address", "0x" + Long.toHexString(finding.dmaAddress().orElseThrow()));
        finding.physAddress().ifPresent(address -> arguments.put("physical", "0x" + Long.toHexString(address)));
        finding.device().ifPresent(device -> arguments.put("device", device));
        if (!finding.events().isEmpty()) {
            arguments.put("near", Long.toString(Math.max(1, decisiveEvent(finding))));
        }
        arguments.put("limit", Integer.toString(EVENTS_PER_HISTORY));
        CannedQuery query = database.catalogue().find(HISTORY).orElseThrow();
        try (ResultCursor rows = database.query(query, arguments)) {
            return new FindingEvidence(finding, ResultTable.of(rows), command(arguments));
        }
    }

    /// The event a finding is made at. It is the last one it names; but a run of accesses or faults ends with its first
    /// and its last, and what led to it lies before the first.
    private static long decisiveEvent(Finding finding) {
        List<Long> events = finding.events();
        return finding.count() > 1 && events.size() > 1 ? events.get(events.size() - 2) : events.getLast();
    }

    private static String command(Map<String, String> arguments) {
        StringBuilder command = new StringBuilder("query TAPE " + HISTORY);
        arguments.forEach(
                (name, value) -> command.append(" -p ").append(name).append('=').append(ShellWord.quote(value)));
        return command.toString();
    }
}
