// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// Recording the running kernel: what is chosen, the recorder itself, and the remains of recorders that were killed.
@NullMarked
package org.dmatape.capture.live;

import org.jspecify.annotations.NullMarked;
