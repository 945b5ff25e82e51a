// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// How recordings are generated; [TraceGenerator][org.dmatape.samples.generate.TraceGenerator] is the way in.
@NullMarked
package org.dmatape.samples.generate.internal;

import org.jspecify.annotations.NullMarked;
