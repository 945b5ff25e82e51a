// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.replay;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import org.dmatape.analyze.database.NamedTape;
import org.dmatape.cli.input.TapeInputs;
import org.dmatape.cli.output.WholeFile;
import org.dmatape.cli.session.Session;
import org.dmatape.replay.policy.CostCalibration;
import org.dmatape.replay.policy.CostItem;
import org.dmatape.replay.policy.CostTable;
import org.jspecify.annotations.Nullable;

/// Writes the table of costs that tapes tell.
public final class CalibrationOutput {

    private final Session session;
    private final boolean quiet;

    /// @param quiet whether to say nothing on standard error
    public CalibrationOutput(Session session, boolean quiet) {
        this.session = session;
        this.quiet = quiet;
    }

    /// Derives the table and writes it.
    ///
    /// @param choice has the table that tells what the tapes do not
    /// @param file standard output when null
    public void write(TapeInputs tapes, List<Path> inputs, PolicyChoice choice, @Nullable Path file)
            throws IOException {
        CostTable otherwise = choice.costTable();
        CostCalibration calibration = new CostCalibration();
        for (Path input : inputs) {
            NamedTape tape = tapes.open(input);
            calibration.add(tape.tape(), nameOf(input));
        }
        String json = calibration.table(otherwise).toJson();
        if (file == null) {
            try (Writer out = session.dataText()) {
                out.write(json);
            }
        } else {
            WholeFile.writeText(file, out -> out.write(json));
        }
        EnumSet<CostItem> untold = EnumSet.allOf(CostItem.class);
        untold.removeAll(calibration.derived().keySet());
        if (!quiet && !untold.isEmpty()) {
            session.messages()
                    .println("these tapes do not tell, so it is as before: "
                            + untold.stream().map(CostItem::label).collect(Collectors.joining(", ")));
        }
    }

    private static String nameOf(Path input) {
        String name = String.valueOf(input.getFileName());
        return name.endsWith(".tape") ? name.substring(0, name.length() - ".tape".length()) : name;
    }
}
