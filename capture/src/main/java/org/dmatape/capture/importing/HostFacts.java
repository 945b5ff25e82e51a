// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dmatape.capture.recording.RecordingException;

/// Reads `uname.txt`: the output of `uname -a`, then the kernel's command line.
final class HostFacts {

    private static final int MOST_BYTES = 1 << 16;

    private HostFacts() {}

    static Map<String, String> read(Path file) {
        try (InputStream input = Files.newInputStream(file)) {
            List<String> lines = new String(input.readNBytes(MOST_BYTES), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
            Map<String, String> facts = new LinkedHashMap<>();
            if (!lines.isEmpty()) {
                facts.put("uname", lines.getFirst());
            }
            if (lines.size() > 1) {
                facts.put("command_line", lines.get(1));
            }
            return facts;
        } catch (IOException cause) {
            throw new RecordingException("cannot read " + file + ": " + cause.getMessage(), cause);
        }
    }
}
