// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// A trace.dat as bytes: the open file, and reading numbers and texts from a part of it without leaving that part.
@NullMarked
package org.dmatape.capture.tracedat.file;

import org.jspecify.annotations.NullMarked;
