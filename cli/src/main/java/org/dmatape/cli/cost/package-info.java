// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// What mapping costs, told to a person or a program.
@NullMarked
package org.dmatape.cli.cost;

import org.jspecify.annotations.NullMarked;
