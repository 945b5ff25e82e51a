// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.device;

import org.dmatape.capture.internal.rows.TapeRows;

/// What the handlers of device-side events share.
///
/// @param rows the tape's tables
/// @param devices names of devices
/// @param queues queues of the device model
/// @param accesses accesses of which several lines tell
/// @param domains which endpoint is in which domain of a virtio-iommu
record DeviceTables(
        TapeRows rows, DeviceNames devices, DeviceQueues queues, OpenAccesses accesses, IommuDomains domains) {}
