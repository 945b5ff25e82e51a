// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// Reading the binary trace of QEMU's `simple` trace backend.
@NullMarked
package org.dmatape.capture.simpletrace;

import org.jspecify.annotations.NullMarked;
