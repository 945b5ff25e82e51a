// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// One class per command.
@NullMarked
package org.dmatape.cli.command;

import org.jspecify.annotations.NullMarked;
