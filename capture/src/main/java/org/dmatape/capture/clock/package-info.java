// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// Puts recordings with different clocks on one axis, from the order of their own events. [ClockAligner] takes what
/// both sides saw (`signal`), pairs causes with effects, and asks which offset contradicts none of the pairs
/// (`offset`). The result, a [ClockMap], turns one clock's times into the other's.
@NullMarked
package org.dmatape.capture.clock;

import org.jspecify.annotations.NullMarked;
