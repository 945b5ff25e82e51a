// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// Rows on their way out, in each of the formats the user can ask for.
@NullMarked
package org.dmatape.cli.output;

import org.jspecify.annotations.NullMarked;
