// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// Trace events: their formats as the kernel prints them, and their records.
@NullMarked
package org.dmatape.samples.generate.internal.event;

import org.jspecify.annotations.NullMarked;
