// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.machine.queue;

import org.dmatape.samples.generate.internal.event.layout.CpuTrace;

/// A queue and the CPUs that serve it.
///
/// @param work what its driver does
/// @param submitter CPU that hands buffers to the device
/// @param completer CPU that is interrupted and takes them back
/// @param number consecutive number
public record ServedQueue(QueueWork work, CpuTrace submitter, CpuTrace completer, int number) {}
