// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// Bringing the events of all CPUs and buffers into one order.
@NullMarked
package org.dmatape.capture.internal.merge;

import org.jspecify.annotations.NullMarked;
