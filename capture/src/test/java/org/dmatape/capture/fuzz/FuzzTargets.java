// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.fuzz;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// All readers of untrusted bytes, each made when it is asked for.
final class FuzzTargets {

    private static final Map<String, Supplier<FuzzTarget>> BY_NAME = byName();

    private FuzzTargets() {}

    static List<String> names() {
        return List.copyOf(BY_NAME.keySet());
    }

    static FuzzTarget named(String name) {
        Supplier<FuzzTarget> target = BY_NAME.get(name);
        if (target == null) {
            throw new IllegalArgumentException("no target " + name + ", expected one of " + names());
        }
        return target.get();
    }

    private static Map<String, Supplier<FuzzTarget>> byName() {
        Map<String, Supplier<FuzzTarget>> targets = new LinkedHashMap<>();
        targets.put("trace-dat", TraceDatTarget::new);
        targets.put("ring-pages", RingPagesTarget::new);
        targets.put("format-text", FormatTextTarget::new);
        targets.put("qemu-log", RecordingTarget::qemuLog);
        targets.put("simple-trace", RecordingTarget::simpleTrace);
        targets.put("kernel-log", RecordingTarget::kernelLog);
        targets.put("ftrace-text", RecordingTarget::ftraceText);
        targets.put("perf-data", RecordingTarget::perfData);
        targets.put("import-folder", ImportFolderTarget::new);
        targets.put("manifest", ManifestTarget::new);
        targets.put("tape-part", TapePartTarget::new);
        targets.put("commit-log", CommitLogTarget::new);
        return targets;
    }
}
