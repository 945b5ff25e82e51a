// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// The tables and columns of a tape.
@NullMarked
package org.dmatape.format.schema;

import org.jspecify.annotations.NullMarked;
