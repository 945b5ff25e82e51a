// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// How a tape is written: open batches, dictionaries, compression behind the appending thread, parts.
@NullMarked
package org.dmatape.format.write.internal;

import org.jspecify.annotations.NullMarked;
