// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// The events of a tape in their total order, without an object per event.
@NullMarked
package org.dmatape.replay.event;

import org.jspecify.annotations.NullMarked;
