// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.event;

/// The family of functions a mapping was made with. The constants are the words of column `api` of table `dma_op`.
public enum DmaApi {
    SINGLE,
    RESOURCE,
    SG,
    COHERENT,
    PAGES,
    SGT
}
