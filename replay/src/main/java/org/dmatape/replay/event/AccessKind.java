// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.event;

/// How a device touched memory. The constants are the words of column `access`.
public enum AccessKind {
    READ,
    WRITE,
    UNKNOWN
}
