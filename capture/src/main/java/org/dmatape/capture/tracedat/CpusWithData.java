// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat;

import java.util.ArrayList;
import java.util.List;

/// The CPUs that recorded something, by buffer, from the statistics kept in the file:
///
///     CPU: 0
///     entries: 498
///     ...
///     read events: 0
///     CPU: 1
///     ...
///     Buffer: NAME
///     CPU: 0
///     ...
final class CpusWithData {

    private static final String BUFFER = "Buffer:";
    private static final String CPU = "CPU:";
    private static final String ENTRIES = "entries:";
    private static final String READ_EVENTS = "read events:";

    private final List<List<Integer>> byBuffer = new ArrayList<>();

    private CpusWithData() {}

    static CpusWithData parse(String statistics) {
        CpusWithData result = new CpusWithData();
        List<Integer> current = new ArrayList<>();
        int cpu = -1;
        for (String line : statistics.split("\n")) {
            String text = line.strip();
            if (text.startsWith(BUFFER)) {
                result.addBuffer(current);
                current = new ArrayList<>();
            } else if (text.startsWith(CPU)) {
                cpu = (int) number(text, CPU);
            } else if ((text.startsWith(ENTRIES) && number(text, ENTRIES) > 0)
                    || (text.startsWith(READ_EVENTS) && number(text, READ_EVENTS) > 0)) {
                if (cpu >= 0 && !current.contains(cpu)) {
                    current.add(cpu);
                }
            }
        }
        result.addBuffer(current);
        return result;
    }

    /// The CPUs of the n-th buffer that recorded anything, in ascending order; empty when it is not known.
    List<Integer> ofBuffer(int index) {
        return index < byBuffer.size() ? byBuffer.get(index) : List.of();
    }

    private void addBuffer(List<Integer> cpus) {
        if (!cpus.isEmpty()) {
            byBuffer.add(List.copyOf(cpus));
        }
    }

    private static long number(String text, String key) {
        try {
            return Long.parseLong(text.substring(key.length()).strip());
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
