// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// The `trace.dat` container, versions 6 and 7, and the spooling of CPU data into it.
@NullMarked
package org.dmatape.samples.generate.internal.file;

import org.jspecify.annotations.NullMarked;
