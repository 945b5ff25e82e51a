// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.event;

/// What the CPU was doing. The constants are the words of column `context`.
public enum Context {
    TASK,
    SOFTIRQ,
    HARDIRQ,
    NMI
}
