// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model;

import java.util.function.Consumer;
import org.dmatape.replay.event.Bounce;
import org.dmatape.replay.event.DeviceAccess;
import org.dmatape.replay.event.DmaOperation;
import org.dmatape.replay.event.EventHandler;
import org.dmatape.replay.event.IommuFault;
import org.dmatape.replay.event.IommuOperation;
import org.dmatape.replay.event.PostedSegment;
import org.dmatape.replay.event.TapeNames;
import org.dmatape.replay.event.VirtqueueOperation;
import org.dmatape.replay.facts.TapeFacts;
import org.dmatape.replay.model.internal.PlatformState;

/// Executes a recording step by step: the mappings of every device, the buffers of every virtqueue, what an IOMMU still
/// remembers. A step that cannot be is a [Divergence]. Its memory follows what is mapped and in flight, and a bounded
/// number of addresses it has seen before; not the length of the recording.
///
/// Its rules mean the same as the checks of the catalogue of queries, which look at a whole tape at once, and were
/// written apart from them.
public final class Model implements EventHandler {

    private final PlatformState state;

    /// A model of nothing yet.
    ///
    /// @param facts what is known of the tape before its first event
    /// @param names the names its events refer to
    /// @param listener hears of divergences
    public Model(TapeFacts facts, TapeNames names, ModelOptions options, DivergenceListener listener) {
        state = new PlatformState(facts, names, options, listener);
    }

    @Override
    public void dma(DmaOperation operation) {
        state.execute(operation);
    }

    @Override
    public void virtqueue(VirtqueueOperation operation) {
        state.execute(operation);
    }

    @Override
    public void segment(PostedSegment segment) {
        state.execute(segment);
    }

    @Override
    public void iommu(IommuOperation operation) {
        state.execute(operation);
    }

    @Override
    public void fault(IommuFault fault) {
        state.execute(fault);
    }

    @Override
    public void access(DeviceAccess access) {
        state.execute(access);
    }

    @Override
    public void bounce(Bounce bounce) {
        state.execute(bounce);
    }

    /// Says that the recording has ended, which settles what only its end can tell. Nothing may be executed after it.
    public void finish() {
        state.finish();
    }

    /// How many operations' mappings are live.
    public int liveMappings() {
        return state.liveMappings();
    }

    /// Calls with every segment that is mapped.
    public void forEachLiveMapping(Consumer<LiveMapping> action) {
        state.forEachLiveMapping(action);
    }

    /// Calls with every buffer that is with a device.
    public void forEachBufferInFlight(Consumer<InFlightBuffer> action) {
        state.forEachBufferInFlight(action);
    }

    /// What devices may still reach although it was unmapped.
    public StaleRanges staleRanges() {
        return state.staleRanges();
    }
}
