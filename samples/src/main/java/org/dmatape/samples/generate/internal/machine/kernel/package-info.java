// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// The simulated kernel: its DMA API, how long things take, and the count of what happened.
@NullMarked
package org.dmatape.samples.generate.internal.machine.kernel;

import org.jspecify.annotations.NullMarked;
