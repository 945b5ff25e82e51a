// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// Reading the headers and the SQL of canned queries.
@NullMarked
package org.dmatape.queries.internal;

import org.jspecify.annotations.NullMarked;
