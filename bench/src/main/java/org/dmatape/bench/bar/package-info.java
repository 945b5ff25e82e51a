// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// The bars of the project, and how far a run was from each.
@NullMarked
package org.dmatape.bench.bar;

import org.jspecify.annotations.NullMarked;
