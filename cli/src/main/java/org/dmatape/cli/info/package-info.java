// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// What is on a tape, and what is missing from it.
@NullMarked
package org.dmatape.cli.info;

import org.jspecify.annotations.NullMarked;
