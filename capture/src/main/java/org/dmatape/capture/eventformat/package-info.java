// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// The layout of trace events, read from the kernel's own format texts.
@NullMarked
package org.dmatape.capture.eventformat;

import org.jspecify.annotations.NullMarked;
