// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.tracefs;

/// Sizes of an instance's ring buffers.
///
/// @param perCpuKib buffer of each CPU in KiB
/// @param subBufferKib sub-buffer (page) of a ring in KiB, where the kernel lets it be chosen
/// @param subBufferIsWish whether the kernel's own choice will do when it refuses that one
public record BufferSizes(long perCpuKib, int subBufferKib, boolean subBufferIsWish) {}
