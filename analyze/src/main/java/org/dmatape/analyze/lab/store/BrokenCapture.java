// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.store;

import java.time.LocalDate;

/// A capture that could not be read.
///
/// @param signature checksum of all its files: it is tried again when this changes
/// @param name what people call it
/// @param input path it was found at
/// @param scenario what was run
/// @param night the night it belongs to
/// @param reason what was wrong with it
public record BrokenCapture(
        String signature, String name, String input, String scenario, LocalDate night, String reason) {}
