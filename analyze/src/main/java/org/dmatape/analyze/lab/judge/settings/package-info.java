// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// What an alert is held to: thresholds, by scenario and metric, and what fails a night.
@NullMarked
package org.dmatape.analyze.lab.judge.settings;

import org.jspecify.annotations.NullMarked;
