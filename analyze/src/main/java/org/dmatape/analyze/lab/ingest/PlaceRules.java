// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.ingest;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Says to which scenario, host and night a capture belongs, from where it lies.
///
/// @param rules scenarios by path; the first that matches counts
/// @param night the night of everything, where somebody said so
/// @param zone where the lab's nights are
public record PlaceRules(List<Rule> rules, Optional<LocalDate> night, ZoneId zone) {

    private static final Pattern DATE = Pattern.compile("(?<!\\d)(20\\d\\d)-?([01]\\d)-?([0-3]\\d)(?!\\d)");
    private static final Pattern SUFFIX = Pattern.compile("(?i)\\.(tape|dat|data|log|txt)$");
    private static final Pattern RUN_NUMBER = Pattern.compile("(?i)([-_.]run[-_.]?\\d+|[._#]\\d+)$");
    private static final Pattern ONLY_A_RUN = Pattern.compile("(?i)(run[-_.]?)?\\d+|run|trace");
    private static final Pattern UNFIT = Pattern.compile("[^A-Za-z0-9_.+-]");
    private static final String UNNAMED = "unnamed";

    /// A scenario, and the captures it is of.
    ///
    /// @param glob pattern of paths below the folder that is searched, as of a shell, `**` for any depth
    /// @param scenario its name
    /// @param host host of these captures, where the path is to say it
    public record Rule(String glob, String scenario, Optional<String> host) {

        boolean matches(String name) {
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
            return matcher.matches(Path.of(name));
        }
    }

    /// Copies the list.
    public PlaceRules {
        rules = List.copyOf(rules);
    }

    /// Everything from the paths, in the zone of this machine.
    public static PlaceRules defaults() {
        return new PlaceRules(List.of(), Optional.empty(), ZoneId.systemDefault());
    }

    /// The scenario: that of the first rule, or else the last part of the path without date, suffix and number of
    /// the run.
    public String scenario(CaptureInput input) {
        return rule(input).map(Rule::scenario).orElseGet(() -> fit(fromName(input.name())));
    }

    /// The host, where a rule names one.
    public Optional<String> host(CaptureInput input) {
        return rule(input).flatMap(Rule::host);
    }

    /// The night: as somebody said, or else the date nearest to the end of the path, or else the day of the
    /// recording.
    public LocalDate night(CaptureInput input, Instant recordedAt) {
        return night.or(() -> dateIn(input.path())).orElseGet(() -> LocalDate.ofInstant(recordedAt, zone));
    }

    /// When a capture was recorded: when its first file got its content.
    static Instant recordedAt(CaptureInput input) throws IOException {
        Path file =
                input.recordings().isEmpty() ? input.path() : input.recordings().getFirst();
        return Files.getLastModifiedTime(file).toInstant();
    }

    /// A text as part of a path that every engine reads.
    static String fit(String text) {
        String fit = UNFIT.matcher(text).replaceAll("_");
        String begun = fit.isEmpty() || Character.isLetterOrDigit(fit.charAt(0)) ? fit : "x" + fit;
        return begun.isEmpty() ? UNNAMED : begun;
    }

    private Optional<Rule> rule(CaptureInput input) {
        return rules.stream().filter(rule -> rule.matches(input.name())).findFirst();
    }

    /// The last part of the path that says more than when and how often.
    private static String fromName(String name) {
        String[] parts = name.split("/");
        for (int i = parts.length - 1; i >= 0; i--) {
            String bare = SUFFIX.matcher(parts[i]).replaceFirst("");
            String undated = DATE.matcher(bare).replaceAll("");
            String scenario = RUN_NUMBER.matcher(undated).replaceFirst("").replaceAll("^[-_.]+|[-_.]+$", "");
            if (!scenario.isEmpty() && !ONLY_A_RUN.matcher(scenario).matches()) {
                return scenario;
            }
        }
        return UNNAMED;
    }

    private static Optional<LocalDate> dateIn(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        for (int i = absolute.getNameCount() - 1; i >= 0; i--) {
            Matcher date = DATE.matcher(absolute.getName(i).toString());
            while (date.find()) {
                try {
                    return Optional.of(LocalDate.of(
                            Integer.parseInt(date.group(1)),
                            Integer.parseInt(date.group(2)),
                            Integer.parseInt(date.group(3))));
                } catch (DateTimeException noDate) {
                    // digits that look like a date and are none
                }
            }
        }
        return Optional.empty();
    }
}
