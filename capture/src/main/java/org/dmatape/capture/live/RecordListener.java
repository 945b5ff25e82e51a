// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.live;

import java.nio.file.Path;
import java.util.function.Supplier;

/// Told how a recording is getting on, several times a second, by the thread that records: it must be quick.
@FunctionalInterface
public interface RecordListener {

    /// Nobody is listening.
    RecordListener NONE = status -> {};

    /// The recent past was written.
    ///
    /// @param tape where
    /// @param reason why
    default void wrote(Path tape, String reason) {}

    /// Something goes on that the user should know of.
    default void warned(String what) {}

    /// Time to say how it is.
    ///
    /// @param status how it is now, found out when it is asked for
    void status(Supplier<RecordStatus> status);
}
