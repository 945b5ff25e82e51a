// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// How a comparison of recordings is written.
@NullMarked
package org.dmatape.cli.diff;

import org.jspecify.annotations.NullMarked;
