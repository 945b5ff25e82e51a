// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.recording;

/// What was read and is no event. Nothing is dropped silently: `dmatape info` shows these numbers.
///
/// @param foreign lines that are something else, e.g. other output in the same log
/// @param malformed lines or records that begin like an event and cannot be understood
public record SkippedInput(long foreign, long malformed) {

    /// Nothing was skipped.
    public static final SkippedInput NONE = new SkippedInput(0, 0);
}
