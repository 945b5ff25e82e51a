// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// How far two clocks may be apart, by bounds: which steady offsets contradict no order that was observed.
@NullMarked
package org.dmatape.capture.clock.offset;

import org.jspecify.annotations.NullMarked;
