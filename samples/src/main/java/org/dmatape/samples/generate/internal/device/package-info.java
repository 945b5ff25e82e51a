// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// The device's side of the simulated machine, as a device model logs it.
@NullMarked
package org.dmatape.samples.generate.internal.device;

import org.jspecify.annotations.NullMarked;
