// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.store;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Some of the captures of a store.
///
/// @param scenario what was run
/// @param host where
/// @param since first night
/// @param captures keys of captures, or beginnings of keys, or names; empty chooses all
public record CaptureSelection(
        Optional<String> scenario, Optional<String> host, Optional<LocalDate> since, List<String> captures) {

    /// Copies the list.
    public CaptureSelection {
        captures = List.copyOf(captures);
    }

    /// Every capture.
    public static CaptureSelection all() {
        return new CaptureSelection(Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    }

    boolean contains(StoredCapture capture) {
        return scenario.map(capture.scenario()::equals).orElse(true)
                && host.map(capture.host()::equals).orElse(true)
                && since.map(first -> !capture.night().isBefore(first)).orElse(true)
                && (captures.isEmpty() || captures.stream().anyMatch(word -> isCalled(capture, word)));
    }

    /// What of [#captures] chooses nothing.
    public List<String> unknown(List<StoredCapture> chosen) {
        List<String> unknown = new ArrayList<>(captures);
        unknown.removeIf(word -> chosen.stream().anyMatch(capture -> isCalled(capture, word)));
        return unknown;
    }

    private static boolean isCalled(StoredCapture capture, String word) {
        return capture.name().equals(word)
                || (!word.isEmpty() && capture.capture().startsWith(word));
    }
}
