// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// Salvaging tapes whose writer died.
@NullMarked
package org.dmatape.format.salvage;

import org.jspecify.annotations.NullMarked;
