// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// The kernel's tracing files: an instance of our own, what is switched on in it, and how all of it goes away again.
@NullMarked
package org.dmatape.capture.internal.tracefs;

import org.jspecify.annotations.NullMarked;
