// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// What a trace.dat asks to be done to its time stamps before they mean nanoseconds of the recording's clock.
@NullMarked
package org.dmatape.capture.tracedat.clock;

import org.jspecify.annotations.NullMarked;
