// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.live;

import java.time.Duration;
import java.util.Optional;

/// Keeping only the recent past, and writing it when there is a reason to.
///
/// @param last how much of the past is kept at least; up to an eighth more
/// @param trigger finds reasons to write; empty to write only when asked, and at the end
/// @param stopAfter how many tapes are written before the recording ends; 0 for any number
/// @param mostFiles how many of them are kept, the oldest go first; 0 for all
public record Flight(Duration last, Optional<FlightTrigger> trigger, int stopAfter, int mostFiles) {}
