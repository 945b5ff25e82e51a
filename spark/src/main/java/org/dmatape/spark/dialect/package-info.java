// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// The canned queries in the dialect of Spark SQL, over all captures of a lake at once.
@NullMarked
package org.dmatape.spark.dialect;

import org.jspecify.annotations.NullMarked;
