// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// Statistics that know nothing of nights: where a sequence changes its level, and how likely what was seen would be if
/// nothing had changed.
@NullMarked
package org.dmatape.analyze.lab.judge.statistics;

import org.jspecify.annotations.NullMarked;
