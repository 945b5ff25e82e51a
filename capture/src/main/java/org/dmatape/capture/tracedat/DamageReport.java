// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a damaged recording lacks. Threads that read different CPUs add to it.
final class DamageReport {

    private final List<String> sentences;

    DamageReport(List<String> sentences) {
        this.sentences = new ArrayList<>(sentences);
    }

    synchronized void add(String sentence) {
        if (!sentences.contains(sentence)) {
            sentences.add(sentence);
        }
    }

    synchronized Optional<String> text() {
        return sentences.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", sentences));
    }
}
