// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.live;

import java.nio.file.Path;
import java.util.Optional;

/// Looks at the recent past for a reason to write it.
@FunctionalInterface
public interface FlightTrigger {

    /// Looks at a finished tape of it. Called again and again, on a thread of its own.
    ///
    /// @return what was found, in a few words; empty when there is nothing to be kept
    Optional<String> look(Path tape);
}
