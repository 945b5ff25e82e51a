// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.instrument;

import java.util.Map;
import java.util.Set;

/// What a kernel offers to look at.
///
/// @param release its release, e.g. `6.12.95+deb12-amd64`
/// @param architecture what `uname -m` says, e.g. `x86_64`
/// @param events tracepoints, as `system:name`
/// @param abilities what its dynamic events can do
/// @param functions functions and variables of interest that it has, with the module each is in; an empty name for the
/// kernel itself; none when no probe may be needed
/// @param traceable those functions of them that its function tracer can hook, which fprobes need
/// @param virtioDevices its virtio devices, with the device whose DMA each does
public record KernelSurvey(
        String release,
        String architecture,
        Set<String> events,
        Set<TracingAbility> abilities,
        Map<String, String> functions,
        Set<String> traceable,
        Map<String, String> virtioDevices) {

    public KernelSurvey {
        events = Set.copyOf(events);
        abilities = Set.copyOf(abilities);
        functions = Map.copyOf(functions);
        traceable = Set.copyOf(traceable);
        virtioDevices = Map.copyOf(virtioDevices);
    }

    /// Looks at a kernel. Where the choice needs symbols, that includes some hundred thousand lines of symbols, which
    /// takes up to a second.
    ///
    /// @param choice what is to be recorded
    /// @throws InstrumentationException when it cannot be looked at: no tracefs, or no right to read it
    public static KernelSurvey of(KernelFiles files, InstrumentationChoice choice) {
        return KernelSurveyor.survey(files, choice.needsSymbols());
    }

    /// Whether it has that tracepoint.
    public boolean hasEvent(String system, String name) {
        return events.contains(system + ":" + name);
    }

    /// Whether it has that function or variable.
    public boolean hasSymbol(String symbol) {
        return functions.containsKey(symbol);
    }

    /// Whether it has that ability.
    public boolean can(TracingAbility ability) {
        return abilities.contains(ability);
    }
}
