// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// The kernel's own events: one class for each, with its format as the kernel prints it.
@NullMarked
package org.dmatape.samples.generate.internal.event.tracepoint;

import org.jspecify.annotations.NullMarked;
