// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// How a tape gets into DuckDB.
@NullMarked
package org.dmatape.analyze.database.internal;

import org.jspecify.annotations.NullMarked;
