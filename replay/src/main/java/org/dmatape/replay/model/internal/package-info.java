// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// The model's state, in arrays of numbers: no object per event or mapping.
@NullMarked
package org.dmatape.replay.model.internal;

import org.jspecify.annotations.NullMarked;
