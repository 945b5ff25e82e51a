// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// The interactive SQL shell, and the same statements read from a script.
@NullMarked
package org.dmatape.cli.shell;

import org.jspecify.annotations.NullMarked;
