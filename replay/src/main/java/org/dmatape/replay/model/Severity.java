// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model;

/// How bad a divergence is, in rising order.
public enum Severity {
    INFO,
    WARNING,
    ERROR
}
