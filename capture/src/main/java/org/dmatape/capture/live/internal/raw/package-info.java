// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// Recording without decoding: pages as the kernel wrote them, made into a trace.dat.
@NullMarked
package org.dmatape.capture.live.internal.raw;

import org.jspecify.annotations.NullMarked;
