// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// Arrow's IPC stream format as tapes use it: messages, framing, checksums.
@NullMarked
package org.dmatape.format.internal.ipc;

import org.jspecify.annotations.NullMarked;
