// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// Canned queries and SQL of the user's own.
@NullMarked
package org.dmatape.cli.query;

import org.jspecify.annotations.NullMarked;
