// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// The simulated machine whose events are recorded: CPUs, devices, address allocators.
@NullMarked
package org.dmatape.samples.generate.internal.machine;

import org.jspecify.annotations.NullMarked;
