// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.lab;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dmatape.analyze.lab.ingest.PlaceRules;
import org.dmatape.analyze.lab.judge.settings.Failure;
import org.dmatape.analyze.lab.judge.settings.JudgementSettings;
import org.dmatape.analyze.lab.judge.settings.ThresholdOverride;
import org.dmatape.analyze.lab.judge.settings.Thresholds;
import org.dmatape.cli.session.UsageException;
import org.dmatape.queries.Severity;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;

/// Reads the lab's configuration, a TOML file. Every mistake is told with its line and column.
public final class ConfigurationFile {

    private static final String PLACE = "[A-Za-z0-9][A-Za-z0-9_.+-]*";

    private final String file;

    private ConfigurationFile(String file) {
        this.file = file;
    }

    /// Reads a file.
    ///
    /// @throws UsageException naming file, line and column of the first mistake
    public static LabConfiguration read(Path path) throws IOException {
        return new ConfigurationFile(path.toString()).parse(Toml.parse(path));
    }

    private LabConfiguration parse(TomlParseResult result) {
        for (TomlParseError error : result.errors()) {
            TomlPosition at = error.position();
            throw new UsageException(file + ":" + at.line() + ":" + at.column() + ": " + error.getMessage());
        }
        ConfigurationTable root = new ConfigurationTable(file, result, TomlPosition.positionAt(1, 1));
        List<PlaceRules.Rule> scenarios = root.tables("scenario", ConfigurationFile::scenario);
        Set<String> ignored = root.table("environment", table -> Set.copyOf(new TreeSet<>(table.texts("ignore"))))
                .orElse(Set.of());
        Night night = root.table("night", ConfigurationFile::night).orElseGet(Night::defaults);
        Thresholds thresholds = root.table("thresholds", table -> thresholds(table, Thresholds.defaults()))
                .orElseGet(Thresholds::defaults);
        List<ThresholdOverride> overrides = root.tables("threshold", table -> override(table, thresholds));
        root.rejectUnknown();
        return new LabConfiguration(
                scenarios,
                night.zone(),
                ignored,
                new JudgementSettings(night.expected(), night.failures(), night.severity(), thresholds, overrides));
    }

    private static PlaceRules.Rule scenario(ConfigurationTable table) {
        String glob = table.requiredText("path");
        try {
            FileSystems.getDefault().getPathMatcher("glob:" + glob);
        } catch (PatternSyntaxException e) {
            throw table.wrong("path", "'" + glob + "' is no pattern of paths: " + e.getDescription());
        }
        return new PlaceRules.Rule(
                glob,
                place(table, "name", table.requiredText("name")),
                table.text("host").map(host -> place(table, "host", host)));
    }

    /// What becomes part of a path of the lake.
    private static String place(ConfigurationTable table, String key, String text) {
        return table.parsed(
                key,
                text,
                value -> Optional.of(value).filter(name -> name.matches(PLACE)),
                "letters, digits and . _ + -");
    }

    private record Night(ZoneId zone, List<String> expected, Set<Failure> failures, Severity severity) {

        static Night defaults() {
            JudgementSettings settings = JudgementSettings.defaults();
            return new Night(
                    ZoneId.systemDefault(), settings.expectedScenarios(), settings.failures(), settings.severity());
        }
    }

    private static Night night(ConfigurationTable table) {
        Night defaults = Night.defaults();
        ZoneId zone = table.text("zone")
                .map(text -> table.parsed("zone", text, ConfigurationFile::zone, "a zone as Europe/Berlin or UTC"))
                .orElse(defaults.zone());
        List<String> expected = new ArrayList<>(table.texts("expected"));
        Set<Failure> failures = defaults.failures();
        List<String> named = table.texts("fail-on");
        if (table.has("fail-on")) {
            failures = EnumSet.noneOf(Failure.class);
            for (String name : named) {
                failures.add(
                        table.parsed("fail-on", name, text -> constant(Failure.class, text), names(Failure.class)));
            }
        }
        Severity severity = table.text("severity")
                .map(text ->
                        table.parsed("severity", text, name -> constant(Severity.class, name), names(Severity.class)))
                .orElse(defaults.severity());
        return new Night(zone, expected, failures, severity);
    }

    private static ThresholdOverride override(ConfigurationTable table, Thresholds base) {
        Optional<String> scenario = table.text("scenario");
        Optional<String> metric = table.text("metric");
        if (scenario.isEmpty() && metric.isEmpty()) {
            throw table.wrong("neither 'scenario' nor 'metric': what holds for all stands in [thresholds]");
        }
        return new ThresholdOverride(scenario, metric, thresholds(table, base));
    }

    private static Thresholds thresholds(ConfigurationTable table, Thresholds base) {
        try {
            return new Thresholds(
                    table.integer("window-nights").orElse(base.windowNights()),
                    table.integer("minimum-nights").orElse(base.minimumNights()),
                    table.integer("minimum-runs").orElse(base.minimumRuns()),
                    table.number("minimum-effect").orElse(base.minimumEffect()),
                    table.number("p-value").orElse(base.pValue()),
                    table.integer("change-point-window").orElse(base.changePointWindow()),
                    table.number("change-point-p-value").orElse(base.changePointPValue()),
                    table.number("erratic-effect").orElse(base.erraticEffect()));
        } catch (IllegalArgumentException e) {
            throw table.wrong(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<ZoneId> zone(String text) {
        try {
            return Optional.of(ZoneId.of(text));
        } catch (DateTimeException unknown) {
            return Optional.empty();
        }
    }

    private static <E extends Enum<E>> Optional<E> constant(Class<E> type, String text) {
        return Stream.of(type.getEnumConstants())
                .filter(constant -> name(constant).equals(text))
                .findFirst();
    }

    private static <E extends Enum<E>> String names(Class<E> type) {
        return Stream.of(type.getEnumConstants()).map(ConfigurationFile::name).collect(Collectors.joining(", "));
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
