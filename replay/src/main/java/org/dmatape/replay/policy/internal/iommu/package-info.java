// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// An IOMMU as the kernel runs one (`drivers/iommu/iova.c`, `dma-iommu.c`): I/O addresses and their magazines, flush
/// queues, and what the IOTLB holds.
@NullMarked
package org.dmatape.replay.policy.internal.iommu;

import org.jspecify.annotations.NullMarked;
