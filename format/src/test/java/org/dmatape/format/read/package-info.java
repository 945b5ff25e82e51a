// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// Reading tapes, damaged and hostile ones included.
@NullMarked
package org.dmatape.format.read;

import org.jspecify.annotations.NullMarked;
