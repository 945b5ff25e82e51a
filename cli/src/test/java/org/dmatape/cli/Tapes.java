// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.dmatape.samples.ShippedRecordings;

/// Tapes of the shipped recordings.
public final class Tapes {

    private Tapes() {}

    /// Imports a shipped recording into a folder.
    public static String of(String recording, Path folder) {
        Path tape = folder.resolve(recording + ".tape");
        Path source = ShippedRecordings.locate().folder(recording);
        assertThat(Cli.run("import", source.toString(), "-o", tape.toString(), "--overwrite", "-q")
                        .exitCode())
                .isZero();
        return tape.toString();
    }
}
