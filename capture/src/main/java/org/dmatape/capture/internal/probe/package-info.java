// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// Dynamic probes: which kernel function an event is about, and what its fields say.
@NullMarked
package org.dmatape.capture.internal.probe;

import org.jspecify.annotations.NullMarked;
