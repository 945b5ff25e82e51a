// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import java.nio.file.Path;
import java.util.Optional;
import org.dmatape.format.manifest.Manifest;

/// What an import made.
///
/// @param tape the tape
/// @param events events read
/// @param manifest the tape's manifest
/// @param damage what a salvaged recording lacks
public record ImportSummary(Path tape, long events, Manifest manifest, Optional<String> damage) {}
