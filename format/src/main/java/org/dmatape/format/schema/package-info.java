// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// The vocabulary of the project: the tables of a tape and their columns.
@NullMarked
package org.dmatape.format.schema;

import org.jspecify.annotations.NullMarked;
