// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// Running a tape through the model: how fast, which part of it, and what is told on the way.
@NullMarked
package org.dmatape.replay.run;

import org.jspecify.annotations.NullMarked;
