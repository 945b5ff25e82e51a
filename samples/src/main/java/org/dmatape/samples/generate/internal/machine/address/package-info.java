// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// Memory of the simulated machine and the addresses devices have for it: allocators, and what translates.
@NullMarked
package org.dmatape.samples.generate.internal.machine.address;

import org.jspecify.annotations.NullMarked;
