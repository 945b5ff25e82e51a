// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// Cutting a window out of a tape.
@NullMarked
package org.dmatape.format.cut;

import org.jspecify.annotations.NullMarked;
