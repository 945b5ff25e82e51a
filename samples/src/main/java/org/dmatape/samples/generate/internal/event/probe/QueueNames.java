// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.event.probe;

import org.dmatape.samples.generate.internal.event.layout.DeviceName;

/// What probes say of a virtqueue.
///
/// @param vq address of its `struct virtqueue`
/// @param device name of the virtio device, e.g. `virtio0`
/// @param queue name of the queue, e.g. `req.0`
/// @param index number of the queue
public record QueueNames(long vq, DeviceName device, DeviceName queue, int index) {}
