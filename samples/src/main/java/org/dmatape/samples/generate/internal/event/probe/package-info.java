// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// Probes on functions of the kernel, as the lab sets them: mapping, virtqueues.
@NullMarked
package org.dmatape.samples.generate.internal.event.probe;

import org.jspecify.annotations.NullMarked;
