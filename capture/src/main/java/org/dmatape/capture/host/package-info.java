// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// What a machine says of itself: kernel, CPUs, IOMMU groups, virtio devices, and its kernel's log.
@NullMarked
package org.dmatape.capture.host;

import org.jspecify.annotations.NullMarked;
