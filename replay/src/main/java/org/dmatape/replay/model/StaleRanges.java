// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model;

/// What was taken out of the page tables of an IOMMU and not yet out of its IOTLB: until it is invalidated, the device
/// may still reach it.
///
/// @param ranges ranges unmapped since the last invalidation that covers them
/// @param sizeBytes bytes of them
/// @param mostRanges the most there were at once
public record StaleRanges(long ranges, long sizeBytes, long mostRanges) {}
