// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.section;

import java.util.List;
import org.dmatape.bench.bar.Bar;

/// One question a run answers.
public interface Section {

    /// Its name on the command line.
    String name();

    /// The bars it measures.
    List<Bar> bars();

    /// Measures.
    ///
    /// @throws org.dmatape.bench.measure.MeasurementException when the rest of its bars cannot be measured
    void measure(Bench bench, Outcome outcome);
}
