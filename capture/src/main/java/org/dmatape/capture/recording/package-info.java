// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// What every source of ring-buffer events offers, whatever file it came from.
@NullMarked
package org.dmatape.capture.recording;

import org.jspecify.annotations.NullMarked;
