// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.report;

import java.util.List;

/// A part of the report that answers one kind of question with several tables.
///
/// @param id anchor in the page
/// @param title heading
/// @param intro one sentence that says what is to be seen
/// @param charts ids of the charts above the tables
/// @param queries canned queries, in the order of their tables; those a catalogue does not have are left out
record ReportSection(String id, String title, String intro, List<String> charts, List<String> queries) {

    static final String TIMELINE_CHART = "timeline";
    static final String COST_CHART = "cost-histogram";

    /// The sections behind the findings.
    static final List<ReportSection> ALL = List.of(
            new ReportSection(
                    "timeline",
                    "What happened when",
                    "Mappings, invalidations, copies and buffers over the time of the recording.",
                    List.of(TIMELINE_CHART),
                    List.of()),
            new ReportSection(
                    "cost",
                    "What mapping costs",
                    "Time spent in the DMA API, from entry and return probes, which cost time themselves.",
                    List.of(COST_CHART),
                    List.of("cost-operations", "cost-benchmark", "operations-slowest")),
            new ReportSection(
                    "requests",
                    "Where the time of requests goes",
                    "From the driver's add to the return of get_buf.",
                    List.of(),
                    List.of(
                            "request-legs",
                            "cost-requests",
                            "queue-traffic",
                            "queue-depth",
                            "kick-efficiency",
                            "requests-slowest")),
            new ReportSection(
                    "addresses",
                    "Addresses and pages",
                    "How long mappings live, how soon their addresses are used again, and what devices can reach"
                            + " beside them.",
                    List.of(),
                    List.of("mapping-lifetimes", "iova-reuse", "over-exposure", "bounces", "flushes", "mappings-live")),
            new ReportSection(
                    "devices", "Devices", "How each device reaches memory.", List.of(), List.of("devices", "callers")));

    ReportSection {
        charts = List.copyOf(charts);
        queries = List.copyOf(queries);
    }
}
