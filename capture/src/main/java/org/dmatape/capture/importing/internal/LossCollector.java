// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing.internal;

import java.util.ArrayList;
import java.util.List;
import org.dmatape.capture.internal.merge.Loss;
import org.dmatape.capture.internal.merge.LossSink;
import org.dmatape.capture.internal.merge.TimeSpan;
import org.dmatape.capture.internal.rows.LossRows;
import org.dmatape.capture.recording.Recording;

/// Keeps the losses of an import until its end: a loss at the end of a CPU's stream reaches to the end of the
/// recording, which is known only then.
final class LossCollector implements LossSink {

    private final List<Loss> losses = new ArrayList<>();

    @Override
    public void lost(Loss loss) {
        losses.add(loss);
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
                lost(new Loss(opened.firstSourceId(), cpu, Loss.BEGIN, Loss.END, -1, -1, Loss.END));
            }
        }
    }

    private static int cpuCount(Recording recording) {
        String count = recording.facts().getOrDefault("cpu_count", "0");
        return count.matches("\\d{1,4}") ? Integer.parseInt(count) : 0;
    }

    /// Writes them all.
    void write(LossRows rows, TimeSpan span) {
        losses.forEach(loss -> rows.add(loss.within(span)));
        losses.clear();
    }

    /// Writes those after which there were events again; the others may still end.
    void writeEnded(LossRows rows, TimeSpan span) {
        losses.removeIf(loss -> {
            boolean ended = loss.toNs() != Loss.END;
            if (ended) {
                rows.add(loss.within(span));
            }
            return ended;
        });
    }
}
