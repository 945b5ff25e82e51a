// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.rows;

import java.util.Optional;

/// A call stack in words.
///
/// @param caller the first function outside of tracing, the DMA API and the virtqueue code
/// @param module the module it is in, if it is in one
/// @param frames all frames, the innermost first
public record StackText(Optional<String> caller, Optional<String> module, String frames) {}
