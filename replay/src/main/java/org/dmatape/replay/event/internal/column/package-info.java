// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// Columns of a batch as arrays, and a cursor over the rows of a table.
@NullMarked
package org.dmatape.replay.event.internal.column;

import org.jspecify.annotations.NullMarked;
