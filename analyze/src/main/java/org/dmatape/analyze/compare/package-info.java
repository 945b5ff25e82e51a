// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// What changed between recordings: their environments, their findings, and what mapping costs, with how sure that is.
@NullMarked
package org.dmatape.analyze.compare;

import org.jspecify.annotations.NullMarked;
