// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// Perfetto's trace format, and where on a track a slice goes.
@NullMarked
package org.dmatape.analyze.perfetto.internal;

import org.jspecify.annotations.NullMarked;
