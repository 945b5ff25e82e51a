// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.replay.hardware;

import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import org.dmatape.cli.output.Counted;
import org.dmatape.cli.output.Hex;
import org.dmatape.cli.output.TableWriter;
import org.dmatape.cli.output.TerminalText;
import org.dmatape.cli.session.Styles;
import org.dmatape.replay.hardware.HardwareReport;
import org.dmatape.replay.hardware.MappedExtent;
import org.dmatape.replay.hardware.Refusal;
import org.dmatape.replay.run.Drift;

/// The mappings that were made, for a person.
final class HardwareText {

    private static final double NS_PER_SECOND = 1e9;
    private static final double NS_PER_US = 1e3;
    private static final double P99 = 0.99;

    private final Writer out;
    private final Styles styles;

    HardwareText(Writer out, Styles styles) {
        this.out = out;
        this.styles = styles;
    }

    void write(String tape, String target, HardwareReport report, boolean measured) throws IOException {
        out.write(styles.strong(TerminalText.visible(tape) + " onto " + TerminalText.visible(target)) + "\n\n");
        out.write((measured ? "Made" : "Would be made") + ": maps and unmaps of "
                + TerminalText.visible(String.join(", ", report.devices())) + "\n");
        TableWriter.write(HardwareRows.of(report, measured), styles, out);
        out.write("\n");
        extent(report.extent());
        leftOut(report.leftOut());
        for (Refusal refusal : report.refusals()) {
            out.write(String.format(
                    Locale.ROOT,
                    "refused: %s of a %s: %s; first %s at event %d%n",
                    Counted.of(refusal.count(), "call"),
                    refusal.op().name().toLowerCase(Locale.ROOT),
                    refusal.reason(),
                    Hex.of(refusal.iova()),
                    refusal.eventId()));
        }
        if (report.lossSpans() > 0) {
            out.write("events were lost in " + Counted.of(report.lossSpans(), "place")
                    + ": some maps and unmaps are missing\n");
        }
        if (measured) {
            took(report);
        }
    }

    private void extent(MappedExtent extent) throws IOException {
        if (!extent.isEmpty()) {
            out.write(String.format(
                    Locale.ROOT,
                    "addresses: %s to %s; at most %s mapped at once, the largest of %,d bytes%n",
                    Hex.of(extent.lowestIova()),
                    Hex.of(extent.highestIova()),
                    Counted.of(extent.peakBuffers(), "buffer"),
                    extent.largestBytes()));
        }
    }

    private void leftOut(HardwareReport.LeftOut leftOut) throws IOException {
        if (leftOut.withoutAddress() > 0) {
            out.write("left out: " + Counted.of(leftOut.withoutAddress(), "map")
                    + " whose address the recording does not tell\n");
        }
        if (leftOut.unmatchedUnmaps() > 0) {
            out.write("left out: " + Counted.of(leftOut.unmatchedUnmaps(), "unmap")
                    + " of what was not seen to be mapped\n");
        }
        if (leftOut.stillMapped() > 0) {
            out.write("still mapped at the end: " + Counted.of(leftOut.stillMapped(), "buffer") + "\n");
        }
    }

    private void took(HardwareReport report) throws IOException {
        double seconds = report.elapsedNs() / NS_PER_SECOND;
        out.write(String.format(Locale.ROOT, "made %,d operations in %.2f s%n", report.operations(), seconds));
        Drift drift = report.drift();
        if (drift.steps() > 0) {
            out.write(String.format(
                    Locale.ROOT,
                    "drift: late by p99 %.1f us, max %.1f us%n",
                    drift.quantileNs(P99) / NS_PER_US,
                    drift.maxNs() / NS_PER_US));
        }
    }
}
