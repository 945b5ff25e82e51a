// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// What a recording reads while it goes: the ring buffers, the kernel's log, the hits probes missed, the command.
@NullMarked
package org.dmatape.capture.live.internal.source;

import org.jspecify.annotations.NullMarked;
