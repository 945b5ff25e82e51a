// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat.page;

import java.util.function.Consumer;
import org.dmatape.capture.recording.RecordingException;
import org.dmatape.capture.ringbuffer.PageSource;
import org.dmatape.capture.ringbuffer.PooledBlock;
import org.dmatape.capture.ringbuffer.WalkedEvents;

/// Ends the data of a CPU at the first damage, behind the last whole page, as if everything after it had been lost.
public final class SalvagingPageSource implements PageSource {

    private final PageSource source;
    private final Consumer<String> damage;
    private boolean ended;

    public SalvagingPageSource(PageSource source, Consumer<String> damage) {
        this.source = source;
        this.damage = damage;
    }

    @Override
    public boolean fill(PooledBlock block) {
        if (ended) {
            return false;
        }
        try {
            return source.fill(block);
        } catch (RecordingException e) {
            ended = true;
            damage.accept(e.getMessage());
            block.events().addLoss(WalkedEvents.UNKNOWN_LOSS);
            return true;
        }
    }
}
