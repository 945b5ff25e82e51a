// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// Records made of text: sources without a ring buffer encode each line as one small record with a layout of its own.
@NullMarked
package org.dmatape.capture.synthetic;

import org.jspecify.annotations.NullMarked;
