// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// Writing tapes, at once and while they are read.
@NullMarked
package org.dmatape.format.write;

import org.jspecify.annotations.NullMarked;
