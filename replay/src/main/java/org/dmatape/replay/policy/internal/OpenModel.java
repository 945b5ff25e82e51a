// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.policy.internal;

import org.dmatape.replay.buffer.Buffers;
import org.dmatape.replay.policy.CostItem;
import org.dmatape.replay.policy.CostTable;
import org.dmatape.replay.policy.Figure;
import org.dmatape.replay.policy.Policy;
import org.dmatape.replay.policy.PolicyResult;

/// No DMA API, or one that returns physical addresses: nothing is done, and the device reaches everything. What is
/// stale or exposed has no number then.
final class OpenModel extends PolicyModel {

    private final Policy policy;
    private final CostTable costs;

    OpenModel(Policy policy, Buffers buffers, CostTable costs) {
        super(buffers);
        this.policy = policy;
        this.costs = costs;
    }

    @Override
    void opened(int head, int cpu, long tsNs) {}

    @Override
    void closed(int head, int cpu, long tsNs) {}

    @Override
    PolicyResult result(long lastNs) {
        ResultDraft draft = new ResultDraft(policy, costs);
        boolean calls = policy == Policy.DIRECT;
        String rule = calls ? PER_MAP : "no call of the DMA API";
        draft.counted(Figure.MAPS, calls ? maps() : 0, rule);
        draft.counted(Figure.UNMAPS, calls ? unmaps() : 0, calls ? PER_UNMAP : rule);
        draft.counted(Figure.MAPPED_BYTES, calls ? mappedBytes() : 0, rule);
        for (Figure none : new Figure[] {
            Figure.TABLE_UPDATES,
            Figure.ENTRIES_SET,
            Figure.ENTRIES_CLEARED,
            Figure.INVALIDATIONS_RANGE,
            Figure.INVALIDATIONS_GLOBAL,
            Figure.COPIED_BYTES
        }) {
            draft.counted(none, 0, "the device uses physical addresses");
        }
        if (calls) {
            draft.cost(CostItem.DIRECT, maps() + unmaps());
        }
        return draft.withCpuTime();
    }
}
