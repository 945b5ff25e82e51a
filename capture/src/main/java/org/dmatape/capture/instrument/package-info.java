// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// What a kernel offers to look at, and which of it a recording switches on.
@NullMarked
package org.dmatape.capture.instrument;

import org.jspecify.annotations.NullMarked;
