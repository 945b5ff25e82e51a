// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.dmatape.samples.ShippedRecordings;

/// Tapes of the shipped recordings.
public final class Tapes {

    private Tapes() {}

    /// Imports a shipped recording with all that lies beside it into a folder.
    public static String of(String recording, Path folder) {
        return imported(ShippedRecordings.locate().folder(recording), folder.resolve(recording + ".tape"));
    }

    /// Imports the kernel's trace of a shipped recording without the logs beside it.
    public static String ofTrace(String recording, Path folder) {
        return imported(ShippedRecordings.locate().traceDat(recording), folder.resolve(recording + "-trace.tape"));
    }

    private static String imported(Path source, Path tape) {
        assertThat(Cli.run("import", source.toString(), "-o", tape.toString(), "--overwrite", "-q")
                        .exitCode())
                .isZero();
        return tape.toString();
    }
}
