// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// The kernel's ring buffer, from the writing side: sub-buffers, entries, time.
@NullMarked
package org.dmatape.samples.generate.internal.ring;

import org.jspecify.annotations.NullMarked;
