// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// What the checks found, told to a person or a program.
@NullMarked
package org.dmatape.cli.check;

import org.jspecify.annotations.NullMarked;
