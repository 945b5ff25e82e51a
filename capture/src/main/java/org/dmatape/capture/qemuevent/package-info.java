// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// The trace events of QEMU that are understood, and how each prints its arguments.
@NullMarked
package org.dmatape.capture.qemuevent;

import org.jspecify.annotations.NullMarked;
