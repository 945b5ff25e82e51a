// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// The model of the DMA API, an IOMMU and virtqueues that executes a recording and says where it cannot be followed.
@NullMarked
package org.dmatape.replay.model;

import org.jspecify.annotations.NullMarked;
