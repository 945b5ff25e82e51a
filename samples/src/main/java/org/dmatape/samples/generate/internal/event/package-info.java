// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// The events a recording can hold, by its options: tracepoints, and probes on functions.
@NullMarked
package org.dmatape.samples.generate.internal.event;

import org.jspecify.annotations.NullMarked;
