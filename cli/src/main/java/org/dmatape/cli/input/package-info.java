// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// What the user names on the command line, found, opened, and imported where need be.
@NullMarked
package org.dmatape.cli.input;

import org.jspecify.annotations.NullMarked;
