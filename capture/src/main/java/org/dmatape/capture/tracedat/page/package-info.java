// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// The ring-buffer pages of each CPU, plain or in compressed chunks, up to the first damage where that is wanted.
@NullMarked
package org.dmatape.capture.tracedat.page;

import org.jspecify.annotations.NullMarked;
