// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// The simulated machine whose events are recorded: CPUs that serve queues of devices (`queue`), the kernel their
/// drivers call (`kernel`), and the memory behind it (`address`).
@NullMarked
package org.dmatape.samples.generate.internal.machine;

import org.jspecify.annotations.NullMarked;
