// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// Puts recordings with different clocks on one axis, from the order of their own events.
@NullMarked
package org.dmatape.capture.clock;

import org.jspecify.annotations.NullMarked;
