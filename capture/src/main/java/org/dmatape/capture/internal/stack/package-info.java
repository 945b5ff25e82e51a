// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// Call stacks: told apart by their addresses, named once each, and the operations they are of.
@NullMarked
package org.dmatape.capture.internal.stack;

import org.jspecify.annotations.NullMarked;
