// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// What people should know of: alerts, their state, and the numbers behind them.
@NullMarked
package org.dmatape.analyze.lab.judge.alert;

import org.jspecify.annotations.NullMarked;
