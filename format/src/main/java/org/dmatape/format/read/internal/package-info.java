// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// How a tape is read: messages that are checked before they are believed, batches decompressed ahead.
@NullMarked
package org.dmatape.format.read.internal;

import org.jspecify.annotations.NullMarked;
