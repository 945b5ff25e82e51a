// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// Rows that come out of a query.
@NullMarked
package org.dmatape.analyze.result;

import org.jspecify.annotations.NullMarked;
