// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// The lake of a lab store on Apache Spark.
@NullMarked
package org.dmatape.spark;

import org.jspecify.annotations.NullMarked;
