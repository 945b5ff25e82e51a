// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// A tape in DuckDB: loading, the session and its limits.
@NullMarked
package org.dmatape.analyze.database;

import org.jspecify.annotations.NullMarked;
