// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dmatape.analyze.check.CheckReport;
import org.dmatape.analyze.result.ResultTable;
import org.dmatape.format.manifest.Manifest;

/// Everything the report shows, gathered: bounded by its queries, whatever the size of the tape.
///
/// @param name the tape, as the user named it
/// @param manifest where it comes from and what it lacks
/// @param report what the checks found
/// @param evidence histories of the first findings of each check
/// @param tables answers by id of the canned query
/// @param timeline what happened when; empty when the tape holds no event
/// @param histogram spread of durations; empty when none were recorded
record ReportData(
        String name,
        Manifest manifest,
        CheckReport report,
        List<FindingEvidence> evidence,
        Map<String, ReportTable> tables,
        Optional<ResultTable> timeline,
        Optional<ResultTable> histogram) {

    ReportData {
        evidence = List.copyOf(evidence);
        tables = Map.copyOf(tables);
    }
}
