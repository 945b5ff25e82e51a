// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.policy;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.dmatape.format.read.Tape;
import org.dmatape.replay.event.TapeEvents;
import org.dmatape.replay.event.TapeNames;
import org.dmatape.replay.facts.TapeFacts;
import org.dmatape.replay.policy.internal.AskedPolicies;
import org.dmatape.replay.policy.internal.Workload;
import org.dmatape.replay.run.DeviceFilter;

/// Runs the operations of a tape through policies. Memory follows what is mapped at once, not the length of the
/// tape.
public final class PolicyReplay implements AutoCloseable {

    private final TapeEvents events;
    private final Workload workload;

    /// Opens a tape.
    ///
    /// @param device a DMA device or virtio device, when only that is asked about
    /// @param policies in the order of the result
    public PolicyReplay(
            Tape tape, Optional<String> device, Collection<Policy> policies, PolicyOptions options, CostTable costs) {
        TapeNames names = new TapeNames();
        TapeFacts facts = TapeFacts.read(tape, names);
        DeviceFilter wanted = new DeviceFilter(device, facts);
        workload = new Workload(
                tape, facts, names, wanted::allows, new AskedPolicies(List.copyOf(policies), options, costs));
        events = new TapeEvents(tape, names);
    }

    /// Runs the next operation.
    ///
    /// @return false when there is none left
    public boolean step() {
        return events.next(workload);
    }

    /// Rows of event tables read so far.
    public long rows() {
        return events.rows();
    }

    /// What came of it, after the last step.
    public PolicyReport report() {
        return workload.report(events.rows());
    }

    @Override
    public void close() {
        events.close();
    }
}
