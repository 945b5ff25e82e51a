// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.event;

/// What came of an access of a device.
public enum AccessResult {
    /// The IOTLB had the translation.
    HIT,
    /// The page tables were walked.
    TRANSLATED,
    /// There was no translation.
    FAULT,
    /// No IOMMU was asked.
    BYPASS,
    /// The log does not tell.
    UNKNOWN
}
