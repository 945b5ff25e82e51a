// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.event;

/// What the driver does to a virtqueue. The constants are the words of column `op` of table `vq_op`.
public enum VirtqueueOp {
    ADD,
    GET_BUF,
    KICK,
    KICK_PREPARE,
    NOTIFY,
    INTERRUPT,
    DETACH
}
