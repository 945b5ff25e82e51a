// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// What an IOMMU still remembers of mappings that ended, and when it was told to forget.
@NullMarked
package org.dmatape.replay.model.internal.iommu;

import org.jspecify.annotations.NullMarked;
