// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShippedRecordingsTest {

    /// Checks of healthy recordings that find something and do not change the verdict.
    private static final Set<String> WARNINGS = Set.of("stale-window");

    private final ShippedRecordings recordings = ShippedRecordings.locate();

    @Test
    void allAreShippedWithWhatWasRecordedBesideThem() {
        assertThat(recordings.names())
                .containsExactly(
                        "blk-bypass-612",
                        "blk-lazy-73",
                        "blk-strict-612",
                        "blk-swiotlb-612",
                        "blk-viommu-73",
                        "bugs-612",
                        "bugs-smmu-612",
                        "bugs-stacks-612",
                        "bugs-swiotlb-612",
                        "maperror-612",
                        "net-strict-73",
                        "packed-612");
        assertThat(recordings.liveNames()).containsExactly("live-bugs-61");
        for (String name : all()) {
            Path folder = recordings.folder(name);
            assertThat(folder).isDirectoryContaining("glob:**/{dmesg.txt}");
            assertThat(folder).isDirectoryContaining("glob:**/{virtio-devices.txt}");
            assertThat(folder).isDirectoryContaining("glob:**/{uname.txt}");
        }
    }

    @Test
    void truthIsConsistent() {
        for (String name : all()) {
            RecordingTruth truth = recordings.truth(name);
            assertThat(truth.recording()).isEqualTo(name);
            assertThat(truth.events().values().stream()
                            .mapToLong(Long::longValue)
                            .sum())
                    .isEqualTo(truth.eventsTotal());
            boolean anyFinding = truth.checks().entrySet().stream()
                    .anyMatch(check -> check.getValue() > 0 && !WARNINGS.contains(check.getKey()));
            String withoutFinding = truth.devices().isEmpty() ? "inconclusive" : "clean";
            assertThat(truth.verdict()).as(name).isEqualTo(anyFinding ? "findings" : withoutFinding);
            assertThat(truth.checks()).doesNotContainKeys(truth.notEvaluated().toArray(new String[0]));
        }
    }

    private List<String> all() {
        List<String> all = new ArrayList<>(recordings.names());
        all.addAll(recordings.liveNames());
        return all;
    }

    @Test
    void kindsAddUpToTheirCheck() {
        RecordingTruth truth = recordings.truth("bugs-612");
        assertThat(truth.kinds()).containsEntry("unmap-unmapped", Map.of("double-unmap", 2L, "never-mapped", 2L));
        assertThat(truth.checks()).containsEntry("unmap-unmapped", 4L);
    }

    @Test
    void unknownNameSaysWhichThereAre() {
        assertThatThrownBy(() -> recordings.folder("nonsense"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nonsense")
                .hasMessageContaining("bugs-612");
    }
}
