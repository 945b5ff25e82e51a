// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// Recordings to learn, test and measure with: real ones that are shipped, and (in `generate`) synthetic ones of any
/// size.
@NullMarked
package org.dmatape.samples;

import org.jspecify.annotations.NullMarked;
