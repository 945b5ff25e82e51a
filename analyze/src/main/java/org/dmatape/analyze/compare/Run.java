// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.compare;

import org.dmatape.analyze.check.CheckOptions;
import org.dmatape.analyze.check.CheckReport;
import org.dmatape.analyze.check.CheckRunner;
import org.dmatape.analyze.database.TapeDatabase;
import org.dmatape.format.manifest.Manifest;

/// What a comparison takes from one recording. It holds no connection, so that any number of runs can be compared.
public final class Run {

    private final Environment environment;
    private final CheckReport report;
    private final Samples samples;

    private Run(Environment environment, CheckReport report, Samples samples) {
        this.environment = environment;
        this.report = report;
        this.samples = samples;
    }

    /// Checks and measures a tape; what the database is restricted to is what is looked at.
    public static Run of(TapeDatabase database, Manifest manifest) {
        return new Run(
                Environment.of(database, manifest),
                CheckRunner.run(database, CheckOptions.defaults()),
                Samples.of(database));
    }

    /// Name of the tape.
    public String name() {
        return report.tape();
    }

    /// Its findings.
    public CheckReport report() {
        return report;
    }

    Environment environment() {
        return environment;
    }

    Samples samples() {
        return samples;
    }
}
