// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// The kernel's interface to an IOMMU from user space: VFIO, type 1.
@NullMarked
package org.dmatape.replay.hardware.internal.vfio;

import org.jspecify.annotations.NullMarked;
