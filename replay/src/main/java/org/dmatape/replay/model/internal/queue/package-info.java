// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// The buffers of virtqueues, from the add to the return, and what a driver must keep to with them.
@NullMarked
package org.dmatape.replay.model.internal.queue;

import org.jspecify.annotations.NullMarked;
