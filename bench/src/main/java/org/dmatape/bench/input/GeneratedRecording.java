// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.input;

import java.nio.file.Path;

/// A recording the generator made.
///
/// @param file the trace.dat
/// @param truth what is true of it
public record GeneratedRecording(Path file, GroundTruth truth) {}
