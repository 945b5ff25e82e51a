// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// Reading fields of records, and one handler per kind of kernel event.
@NullMarked
package org.dmatape.capture.internal.decode;

import org.jspecify.annotations.NullMarked;
