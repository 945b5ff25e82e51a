// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// The tables of a tape as files for other tools.
@NullMarked
package org.dmatape.analyze.export;

import org.jspecify.annotations.NullMarked;
