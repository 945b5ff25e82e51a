// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// What one recording shows that has its counterpart on the other side: kicks and interrupts of virtqueues, and pages
/// that were mapped, used and forgotten. It is taken from the rows the recording is decoded to.
@NullMarked
package org.dmatape.capture.clock.signal;

import org.jspecify.annotations.NullMarked;
