// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// The model's state, in arrays of numbers: no object per event or mapping. [PlatformState] hands each event to the
/// parts it concerns. A part knows the parts below it, and none above:
///
/// ```
///         driver
///   queue        iommu
///                device
///         mapping
///         table
/// ```
@NullMarked
package org.dmatape.replay.model.internal;

import org.jspecify.annotations.NullMarked;
