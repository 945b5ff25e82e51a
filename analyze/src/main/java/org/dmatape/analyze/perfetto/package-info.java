// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// A tape as a trace for the Perfetto UI.
@NullMarked
package org.dmatape.analyze.perfetto;

import org.jspecify.annotations.NullMarked;
