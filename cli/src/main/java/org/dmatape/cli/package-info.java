// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// The command line: what the user types, where answers go, and what the exit code says.
@NullMarked
package org.dmatape.cli;

import org.jspecify.annotations.NullMarked;
