// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// A part of a tape as a tape of its own.
@NullMarked
package org.dmatape.format.cut;

import org.jspecify.annotations.NullMarked;
