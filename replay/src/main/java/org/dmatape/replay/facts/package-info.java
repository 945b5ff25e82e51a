// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// What is known of a tape before its first event: devices, losses, sources and their clocks.
@NullMarked
package org.dmatape.replay.facts;

import org.jspecify.annotations.NullMarked;
