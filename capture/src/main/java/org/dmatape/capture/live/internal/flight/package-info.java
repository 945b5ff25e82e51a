// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// The recent past, kept in memory and on disk, and written when somebody asks or a query says so.
@NullMarked
package org.dmatape.capture.live.internal.flight;

import org.jspecify.annotations.NullMarked;
