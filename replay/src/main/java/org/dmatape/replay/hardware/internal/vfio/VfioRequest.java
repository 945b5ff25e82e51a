// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.hardware.internal.vfio;

/// Requests to VFIO, and the structures they take: `include/uapi/linux/vfio.h`. Numbers are those of a container or
/// group; all fields are in the machine's byte order.
///
///     vfio_iommu_type1_dma_map (32 bytes)          vfio_iommu_type1_dma_unmap (24 bytes)
///      0        4        8                          0        4        8
///     +--------+--------+-----------------+        +--------+--------+-----------------+
///     | argsz  | flags  | vaddr           |        | argsz  | flags  | iova            |
///     +--------+--------+-----------------+        +--------+--------+-----------------+
///     | iova            | size            |        | size            |  after the call: what was unmapped
///     +-----------------+-----------------+        +-----------------+
///
///     vfio_iommu_type1_info (24 bytes)             vfio_group_status (8 bytes)
///     +--------+--------+-----------------+        +--------+--------+
///     | argsz  | flags  | iova_pgsizes    |        | argsz  | flags  |
///     +--------+--------+-----------------+        +--------+--------+
///     | cap_off| pad    |
///     +--------+--------+
final class VfioRequest {

    /// `_IO(';', 100 + n)`: the type above the number.
    private static final long BASE = ';' << 8 | 100;

    static final long GET_API_VERSION = BASE;
    static final long CHECK_EXTENSION = BASE + 1;
    static final long SET_IOMMU = BASE + 2;
    static final long GROUP_GET_STATUS = BASE + 3;
    static final long GROUP_SET_CONTAINER = BASE + 4;
    static final long IOMMU_GET_INFO = BASE + 12;
    static final long MAP_DMA = BASE + 13;
    static final long UNMAP_DMA = BASE + 14;

    /// The only version there is.
    static final long API_VERSION = 0;
    /// `VFIO_TYPE1v2_IOMMU`: unmaps only what was mapped, as a whole.
    static final long TYPE1_V2 = 3;

    static final long ARGSZ = 0;
    static final long FLAGS = 4;

    static final long MAP_VADDR = 8;
    static final long MAP_IOVA = 16;
    static final long MAP_SIZE = 24;
    static final int MAP_BYTES = 32;
    static final int MAP_FLAG_READ = 1;
    static final int MAP_FLAG_WRITE = 2;

    static final long UNMAP_IOVA = 8;
    static final long UNMAP_SIZE = 16;
    static final int UNMAP_BYTES = 24;

    static final long INFO_PAGE_SIZES = 8;
    static final int INFO_BYTES = 24;

    static final int STATUS_BYTES = 8;
    static final int STATUS_VIABLE = 1;

    private VfioRequest() {}
}
