// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.command;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.dmatape.capture.importing.ImportSummary;
import org.dmatape.format.manifest.ClockInfo;
import org.dmatape.format.manifest.EventCount;
import org.dmatape.format.manifest.LossSummary;
import org.dmatape.format.manifest.PartInfo;
import org.dmatape.format.manifest.TableInfo;

/// What an import made, in sentences.
final class ImportReport {

    private ImportReport() {}

    static List<String> lines(ImportSummary summary) {
        List<TableInfo> tables = summary.manifest().tables();
        long rows = tables.stream().mapToLong(TableInfo::rows).sum();
        long sizeBytes = tables.stream()
                .flatMap(table -> table.parts().stream())
                .mapToLong(PartInfo::sizeBytes)
                .sum();
        String made = String.format(
                Locale.ROOT,
                "%s: %,d events read, %,d rows, %,d bytes",
                summary.tape(),
                summary.events(),
                rows,
                sizeBytes);
        long notInterpreted = summary.manifest().events().stream()
                .filter(event -> event.interpretation().isEmpty())
                .mapToLong(EventCount::count)
                .sum();
        String left = String.format(
                Locale.ROOT,
                "%,d events mean nothing to a tape and were only counted; 'dmatape info' lists them",
                notInterpreted);
        String lost = lossSentence(summary.manifest().losses());
        return Stream.of(
                        Stream.of(made, notInterpreted > 0 ? left : "", lost),
                        summary.leftOut().stream(),
                        summary.manifest().clocks().stream().map(ImportReport::clockSentence))
                .flatMap(Function.identity())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static String clockSentence(ClockInfo clock) {
        return switch (clock.method()) {
            case "aligned" ->
                String.format(
                        Locale.ROOT,
                        "source %d is on the tape's clock to within %,d ns, from the order of events",
                        clock.sourceId(),
                        clock.uncertaintyNs());
            case "unknown" ->
                String.format(
                        Locale.ROOT,
                        "source %d keeps its own clock: nothing ties it to source 0, and nothing is evaluated across them",
                        clock.sourceId());
            default -> "";
        };
    }

    private static String lossSentence(LossSummary losses) {
        if (losses.spans() == 0) {
            return "";
        }
        return String.format(
                Locale.ROOT,
                "the recording lost %s%,d events in %,d places; 'dmatape info' says where",
                losses.uncounted() ? "more than " : "",
                losses.events(),
                losses.spans());
    }
}
