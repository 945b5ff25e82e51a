// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// Reading the kernel's log: faults that IOMMU drivers report, what they dropped, and how the IOMMU was set up.
@NullMarked
package org.dmatape.capture.kernellog;

import org.jspecify.annotations.NullMarked;
