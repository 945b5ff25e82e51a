// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// The command line of the generator of synthetic recordings.
@NullMarked
package org.dmatape.cli.generate;

import org.jspecify.annotations.NullMarked;
