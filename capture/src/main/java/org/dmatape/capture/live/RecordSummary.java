// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.live;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.dmatape.format.manifest.LossSummary;

/// What a recording made.
///
/// @param tapes the tapes that are kept, in order
/// @param events events recorded, -1 where nobody looked at them
/// @param losses what was lost, over all tapes
/// @param commandStatus exit status of the command, if there was one
public record RecordSummary(List<Path> tapes, long events, LossSummary losses, OptionalInt commandStatus) {

    public RecordSummary {
        tapes = List.copyOf(tapes);
    }
}
