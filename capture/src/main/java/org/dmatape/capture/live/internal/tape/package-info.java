// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// Tapes that grow while they are recorded: their rows, their manifests, the change to the next one.
@NullMarked
package org.dmatape.capture.live.internal.tape;

import org.jspecify.annotations.NullMarked;
