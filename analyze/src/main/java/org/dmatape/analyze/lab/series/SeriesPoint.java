// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.series;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/// The value of one metric in one capture.
///
/// @param captureId key of the capture in the store
/// @param capture name of the capture as people know it: its path below the folder it was taken from
/// @param night night the capture belongs to
/// @param start when the recording began, or when it was taken in where the recording does not say
/// @param value value of the metric, in its unit
/// @param samples how many operations the value summarises
/// @param lossy whether events were lost, so that the value describes what was left
/// @param histogram distribution of what the value summarises, where the store has one
public record SeriesPoint(
        String captureId,
        String capture,
        LocalDate night,
        Instant start,
        double value,
        long samples,
        boolean lossy,
        Optional<Histogram> histogram) {

    /// Checks the number: a value that is none is left out of a series and not put into it.
    public SeriesPoint {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("value " + value + " of capture " + capture);
        }
    }
}
