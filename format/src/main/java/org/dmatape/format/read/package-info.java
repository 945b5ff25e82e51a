// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// Reading a tape: opening, verifying, salvaging, and its tables as Arrow batches.
@NullMarked
package org.dmatape.format.read;

import org.jspecify.annotations.NullMarked;
