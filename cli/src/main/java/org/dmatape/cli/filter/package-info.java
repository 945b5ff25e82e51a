// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// What part of a tape a command is asked about.
@NullMarked
package org.dmatape.cli.filter;

import org.jspecify.annotations.NullMarked;
