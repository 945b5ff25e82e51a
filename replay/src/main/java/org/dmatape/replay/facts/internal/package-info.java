// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// Cursors over the tables that are no events.
@NullMarked
package org.dmatape.replay.facts.internal;

import org.jspecify.annotations.NullMarked;
