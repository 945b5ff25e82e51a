// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// Writing a tape: rows into columns, columns into compressed Arrow batches, batches into parts.
@NullMarked
package org.dmatape.format.write;

import org.jspecify.annotations.NullMarked;
