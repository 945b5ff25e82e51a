// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// What can be kept of a tape whose writer died or whose files were damaged.
@NullMarked
package org.dmatape.format.salvage;

import org.jspecify.annotations.NullMarked;
