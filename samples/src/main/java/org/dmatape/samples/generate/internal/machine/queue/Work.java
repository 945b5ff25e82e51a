// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.machine.queue;

import org.dmatape.samples.generate.internal.event.layout.CpuTrace;

/// Something one CPU does again and again.
public interface Work {

    /// Does the next piece of it, if there is one to do at the CPU's time.
    ///
    /// @return whether anything was done
    boolean step(CpuTrace cpu);
}
