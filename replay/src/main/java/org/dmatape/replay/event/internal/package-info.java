// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// Reading the tables of a tape side by side.
@NullMarked
package org.dmatape.replay.event.internal;

import org.jspecify.annotations.NullMarked;
