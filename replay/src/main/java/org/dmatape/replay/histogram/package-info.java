// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// Distributions in little memory.
@NullMarked
package org.dmatape.replay.histogram;

import org.jspecify.annotations.NullMarked;
