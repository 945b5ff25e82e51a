// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// Reading QEMU's trace log: what the device model and the emulated IOMMU did, a line per event.
@NullMarked
package org.dmatape.capture.qemulog;

import org.jspecify.annotations.NullMarked;
