// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.policy;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What one policy would have come to.
///
/// @param policy which
/// @param figures those that mean something for it
/// @param costs what its CPU time is made of; empty for what was recorded
public record PolicyResult(Policy policy, Map<Figure, FigureValue> figures, List<CostLine> costs) {

    /// Copies the collections.
    public PolicyResult {
        EnumMap<Figure, FigureValue> copy = new EnumMap<>(Figure.class);
        copy.putAll(figures);
        figures = copy;
        costs = List.copyOf(costs);
    }

    /// A figure, where it means something for this policy.
    public Optional<FigureValue> figure(Figure figure) {
        return Optional.ofNullable(figures.get(figure));
    }
}
