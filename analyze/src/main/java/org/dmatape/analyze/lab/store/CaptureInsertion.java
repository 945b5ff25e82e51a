// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.dmatape.analyze.check.CheckResult;
import org.dmatape.analyze.check.Finding;
import org.jspecify.annotations.Nullable;

/// The rows of one capture on their way into the store; for use inside of a transaction.
final class CaptureInsertion {

    /// Of each check so many findings are kept as rows; all that the checks listed are counted.
    private static final int FINDINGS_PER_CHECK = 100;

    private final StoreConnection connection;
    private final NewCapture added;
    private final String key;

    CaptureInsertion(StoreConnection connection, NewCapture added) {
        this.connection = connection;
        this.added = added;
        this.key = added.capture().capture();
    }

    void run(String program) {
        StoredCapture facts = added.capture();
        connection.execute(
                "INSERT INTO capture VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)",
                key,
                facts.content(),
                facts.name(),
                added.input(),
                facts.host(),
                facts.scenario(),
                facts.night(),
                SqlTime.timestamp(facts.startedAt()),
                facts.fingerprint(),
                facts.verdict(),
                facts.events(),
                facts.lostEvents(),
                facts.lossy(),
                SqlTime.timestamp(Instant.now()),
                program);
        environment(facts.fingerprint());
        checks();
        findings();
        measurements();
        List<Object[]> files = new ArrayList<>();
        for (LakeFile file : added.files()) {
            files.add(new Object[] {key, file.table(), file.path(), file.rows(), file.sizeBytes(), file.sha256()});
        }
        connection.executeAll("INSERT INTO lake_file VALUES (?, ?, ?, ?, ?, ?)", files);
    }

    private void environment(String fingerprint) {
        boolean known = !connection
                .rows("SELECT 1 FROM environment WHERE fingerprint = ? LIMIT 1", row -> row.getInt(1), fingerprint)
                .isEmpty();
        if (!known) {
            List<Object[]> rows = new ArrayList<>();
            added.environment().forEach((fact, value) -> rows.add(new Object[] {fingerprint, fact, value}));
            connection.executeAll("INSERT INTO environment VALUES (?, ?, ?)", rows);
        }
    }

    private void checks() {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (CheckResult check : added.report().checks()) {
            rows.add(new @Nullable Object[] {
                key,
                check.check(),
                label(check.severity()),
                check.status().label(),
                check.count(),
                check.reason().orElse(null),
                check.undecided()
            });
        }
        connection.executeAll("INSERT INTO check_result VALUES (?, ?, ?, ?, ?, ?, ?)", rows);
    }

    /// A kind of finding within a check.
    private record Group(String check, Optional<String> kind, String severity) {}

    private void findings() {
        Map<Group, Long> counts = new LinkedHashMap<>();
        Map<String, Integer> kept = new LinkedHashMap<>();
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Finding finding : added.report().findings()) {
            counts.merge(new Group(finding.check(), finding.kind(), label(finding.severity())), 1L, Long::sum);
            if (kept.merge(finding.check(), 1, Integer::sum) <= FINDINGS_PER_CHECK) {
                rows.add(row(finding));
            }
        }
        connection.executeAll("""
            INSERT INTO finding VALUES (?, ?, ?, ?, ?, ?, ?, ?::UBIGINT, ?::UBIGINT, ?::UBIGINT, ?, ?, ?::BIGINT[])\
            """, rows);
        List<@Nullable Object[]> countRows = new ArrayList<>();
        counts.forEach((group, count) -> countRows.add(
                new @Nullable Object[] {key, group.check(), group.kind().orElse(null), group.severity(), count}));
        connection.executeAll("INSERT INTO finding_count VALUES (?, ?, ?, ?, ?)", countRows);
    }

    private @Nullable Object[] row(Finding finding) {
        return new @Nullable Object[] {
            key,
            finding.check(),
            label(finding.severity()),
            finding.kind().orElse(null),
            finding.device().orElse(null),
            finding.tsNs().isPresent() ? finding.tsNs().getAsLong() : null,
            finding.cpu().isPresent() ? finding.cpu().getAsInt() : null,
            unsigned(finding.dmaAddress()),
            unsigned(finding.physAddress()),
            unsigned(finding.sizeBytes()),
            finding.count(),
            finding.message(),
            finding.events().toString()
        };
    }

    private void measurements() {
        List<@Nullable Object[]> values = new ArrayList<>();
        for (NewCapture.MetricValue value : added.metrics()) {
            values.add(new @Nullable Object[] {
                key,
                value.metric(),
                value.unit(),
                value.goodness(),
                value.value(),
                value.samples(),
                value.distribution().orElse(null)
            });
        }
        connection.executeAll("INSERT INTO metric VALUES (?, ?, ?, ?, ?, ?, ?)", values);
        List<Object[]> histograms = new ArrayList<>();
        added.distributions()
                .forEach((name, counts) -> histograms.add(new Object[] {
                    key, name, counts.keySet().toString(), counts.values().toString()
                }));
        connection.executeAll("INSERT INTO histogram VALUES (?, ?, ?::INTEGER[], ?::BIGINT[])", histograms);
    }

    private static @Nullable String unsigned(OptionalLong value) {
        return value.isPresent() ? Long.toUnsignedString(value.getAsLong()) : null;
    }

    private static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
