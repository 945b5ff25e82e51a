// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// Rows made of what devices and IOMMUs say themselves.
@NullMarked
package org.dmatape.capture.internal.device;

import org.jspecify.annotations.NullMarked;
