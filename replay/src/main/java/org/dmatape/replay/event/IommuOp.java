// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.event;

/// What happens in an IOMMU. The constants are the words of column `op` of table `iommu_op`.
public enum IommuOp {
    MAP,
    UNMAP,
    FLUSH_RANGE,
    FLUSH_ALL,
    INVALIDATE,
    FLUSH_QUEUE,
    ATTACH,
    DETACH,
    ADD_TO_GROUP,
    REMOVE_FROM_GROUP
}
