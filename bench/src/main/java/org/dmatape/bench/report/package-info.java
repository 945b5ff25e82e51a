// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// The outcome of a run for people and for programs, and the machine it was taken on.
@NullMarked
package org.dmatape.bench.report;

import org.jspecify.annotations.NullMarked;
