// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// The binary layout of the kernel's trace ring buffer: sub-buffers (pages) and the events in them, whatever file or
/// pipe they came from.
@NullMarked
package org.dmatape.capture.ringbuffer;

import org.jspecify.annotations.NullMarked;
