// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.event.layout;

/// What a driver says when it maps a piece of memory.
///
/// @param phys physical address
/// @param sizeBytes bytes
/// @param direction direction, as the kernel numbers them
/// @param attributes `DMA_ATTR_*` bits
public record MapArguments(long phys, long sizeBytes, int direction, long attributes) {}
