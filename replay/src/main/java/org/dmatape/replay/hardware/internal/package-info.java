// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// Which pages of the IOMMU a recorded buffer takes.
@NullMarked
package org.dmatape.replay.hardware.internal;

import org.jspecify.annotations.NullMarked;
