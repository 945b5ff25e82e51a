// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.policy.internal;

import java.util.ArrayList;
import java.util.List;
import org.dmatape.replay.buffer.Buffers;
import org.dmatape.replay.facts.SourceClocks;
import org.dmatape.replay.policy.CostTable;
import org.dmatape.replay.policy.Policy;
import org.dmatape.replay.policy.PolicyOptions;
import org.dmatape.replay.policy.PolicyResult;

/// The policies asked for, which all see the same buffers.
final class ModelSet {

    private final Buffers buffers = new Buffers();
    private final List<PolicyModel> models = new ArrayList<>();
    private final RecordedModel recorded;

    ModelSet(AskedPolicies asked, AccessSource accesses, SourceClocks clocks) {
        PolicyOptions options = asked.options();
        CostTable costs = asked.costs();
        recorded = new RecordedModel(buffers, costs, clocks);
        for (Policy policy : asked.policies()) {
            models.add(
                    switch (policy) {
                        case RECORDED -> recorded;
                        case BYPASS, DIRECT -> new OpenModel(policy, buffers, costs);
                        case STRICT, LAZY -> new TranslatedModel(policy, buffers, options, costs, accesses);
                        case SWIOTLB -> new BounceModel(buffers, options, costs);
                        case PREMAPPED -> new PremappedModel(buffers, options, costs, accesses);
                    });
        }
    }

    Buffers buffers() {
        return buffers;
    }

    /// What the tape says, whether it was asked for or not.
    RecordedModel recorded() {
        return recorded;
    }

    void map(int head, int cpu, long tsNs) {
        for (int i = 0; i < models.size(); i++) {
            models.get(i).map(head, cpu, tsNs);
        }
    }

    void unmap(int head, int cpu, long tsNs) {
        for (int i = 0; i < models.size(); i++) {
            models.get(i).unmap(head, cpu, tsNs);
        }
    }

    void sync(long bytes) {
        models.forEach(model -> model.sync(bytes));
    }

    void access(int head, int page) {
        for (int i = 0; i < models.size(); i++) {
            models.get(i).access(head, page);
        }
    }

    void accessElsewhere(int domain, long frame) {
        for (int i = 0; i < models.size(); i++) {
            models.get(i).accessElsewhere(domain, frame);
        }
    }

    List<PolicyResult> results(long lastNs) {
        return models.stream().map(model -> model.result(lastNs)).toList();
    }
}
