// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// Driver bugs committed on purpose, a known number of times.
@NullMarked
package org.dmatape.samples.generate.internal.bug;

import org.jspecify.annotations.NullMarked;
