// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.run;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// What of a replay is shown.
///
/// @param device only this device
/// @param kinds only these kinds of steps, which are also the only ones that are waited for
/// @param each whether each step is told, and not only divergences
public record ShownSteps(Optional<String> device, Set<StepKind> kinds, boolean each) {

    /// The divergences of all devices.
    public static final ShownSteps DIVERGENCES = new ShownSteps(Optional.empty(), EnumSet.allOf(StepKind.class), false);

    /// Each step of all devices.
    public static final ShownSteps EACH = new ShownSteps(Optional.empty(), EnumSet.allOf(StepKind.class), true);

    /// Copies the kinds.
    public ShownSteps {
        kinds = Set.copyOf(kinds);
    }

    /// The same of one device.
    public ShownSteps of(String name) {
        return new ShownSteps(Optional.of(name), kinds, each);
    }

    /// The same with steps of these kinds only.
    public ShownSteps only(Set<StepKind> these) {
        return new ShownSteps(device, these, each);
    }
}
