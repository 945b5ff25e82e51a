// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// The parts of the writer, one by one.
@NullMarked
package org.dmatape.format.write.internal;

import org.jspecify.annotations.NullMarked;
