// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.merge;

/// Told of events that are missing from a recording.
@FunctionalInterface
public interface LossSink {

    /// Events are missing on one CPU.
    void lost(Loss loss);
}
