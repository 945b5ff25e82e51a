// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dmatape.format.manifest.Manifest;

/// What an import made.
///
/// @param tape the tape
/// @param events events read
/// @param manifest the tape's manifest
/// @param damage what a salvaged recording lacks
/// @param leftOut sentences about files that may be recordings and were not read
public record ImportSummary(Path tape, long events, Manifest manifest, Optional<String> damage, List<String> leftOut) {}
