// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import java.util.ArrayList;
import java.util.List;
import org.dmatape.capture.internal.merge.LossSink;
import org.dmatape.capture.internal.rows.LossRows;
import org.dmatape.capture.recording.Recording;

/// Keeps the losses of an import until its end: a loss at the end of a CPU's stream reaches to the end of the
/// recording, which is known only then.
final class LossCollector implements LossSink {

    private final List<Loss> losses = new ArrayList<>();

    /// Events missing on one CPU, as [LossSink] tells of them.
    private record Loss(int sourceId, int cpu, long fromNs, long toNs, long events, long fromEventId, long toEventId) {}

    @Override
    public void lost(int sourceId, int cpu, long fromNs, long toNs, long events, long fromEventId, long toEventId) {
        losses.add(new Loss(sourceId, cpu, fromNs, toNs, events, fromEventId, toEventId));
    }

    /// What a damaged recording lacks of a CPU altogether is a loss from its begin to its end.
    void addAbsentCpus(OpenedRecording opened) {
        Recording recording = opened.recording();
        if (recording.damage().isEmpty() || recording.buffers().isEmpty()) {
            return;
        }
        List<Integer> present = recording.buffers().getFirst().cpus();
        for (int cpu = 0; cpu < cpuCount(recording); cpu++) {
            if (!present.contains(cpu)) {
                lost(opened.firstSourceId(), cpu, BEGIN, END, -1, -1, END);
            }
        }
    }

    private static int cpuCount(Recording recording) {
        String count = recording.facts().getOrDefault("cpu_count", "0");
        return count.matches("\\d{1,4}") ? Integer.parseInt(count) : 0;
    }

    /// Writes them all.
    void write(LossRows rows, TimeSpan span) {
        losses.forEach(loss -> write(loss, rows, span));
        losses.clear();
    }

    /// Writes those after which there were events again; the others may still end.
    void writeEnded(LossRows rows, TimeSpan span) {
        losses.removeIf(loss -> {
            boolean ended = loss.toNs() != END;
            if (ended) {
                write(loss, rows, span);
            }
            return ended;
        });
    }

    private static void write(Loss loss, LossRows rows, TimeSpan span) {
        rows.add(
                loss.sourceId(),
                loss.cpu(),
                Math.max(loss.fromNs(), span.firstNs()),
                Math.min(loss.toNs(), span.lastNs()),
                loss.events(),
                loss.fromEventId(),
                loss.toEventId());
    }
}
