// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// Writing decoded operations as rows of a tape.
@NullMarked
package org.dmatape.capture.internal.rows;

import org.jspecify.annotations.NullMarked;
