// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// From a recording to a tape.
@NullMarked
package org.dmatape.capture.importing;

import org.jspecify.annotations.NullMarked;
