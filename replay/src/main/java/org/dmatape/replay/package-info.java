// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// Replaying a tape: its events one after the other, through a model of the DMA API that knows what must hold.
@NullMarked
package org.dmatape.replay;

import org.jspecify.annotations.NullMarked;
