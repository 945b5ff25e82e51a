// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// The queues of simulated devices, as their drivers serve them: virtio-blk, virtio-net, NVMe.
@NullMarked
package org.dmatape.samples.generate.internal.machine.queue;

import org.jspecify.annotations.NullMarked;
