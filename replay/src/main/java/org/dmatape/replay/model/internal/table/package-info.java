// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// Tables of numbers that the state is kept in: hash tables, an index of pages, spans of losses.
@NullMarked
package org.dmatape.replay.model.internal.table;

import org.jspecify.annotations.NullMarked;
