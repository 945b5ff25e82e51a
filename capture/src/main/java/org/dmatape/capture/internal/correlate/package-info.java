// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// What belongs together: entry and return, an operation and what happened inside it.
@NullMarked
package org.dmatape.capture.internal.correlate;

import org.jspecify.annotations.NullMarked;
