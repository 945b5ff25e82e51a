// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.instrument;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.dmatape.capture.instrument.InstrumentationException.Kind;
import org.dmatape.format.manifest.Unrecorded;

/// Chooses what a recording switches on, from what the kernel offers and what the user wants.
public final class InstrumentationPlanner {

    /// The tracefs group probes are made in unless another is given.
    public static final String GROUP = "dmatape";

    private static final String ALL_DMA = "dma";
    private static final String IRQ = "irq";

    private final KernelSurvey survey;
    private final ChosenParts chosen;
    private final EventFilters filters;
    private final String group;
    private final boolean stacks;
    private final List<PlannedEvent> events = new ArrayList<>();
    private final List<Unrecorded> missing = new ArrayList<>();

    private InstrumentationPlanner(KernelSurvey survey, InstrumentationChoice choice, String group) {
        this.survey = survey;
        this.chosen = ChosenParts.of(choice.events(), survey);
        this.filters = new EventFilters(choice.devices(), survey);
        this.group = group;
        this.stacks = choice.stacks();
        for (String probe : choice.probes()) {
            events.add(UserProbe.parse(probe, group));
        }
    }

    /// The plan, with probes in group [#GROUP].
    ///
    /// @throws InstrumentationException when something asked for does not exist on this kernel
    public static InstrumentationPlan plan(KernelSurvey survey, InstrumentationChoice choice) {
        return plan(survey, choice, GROUP);
    }

    /// The plan, with probes in a group of that name.
    ///
    /// @throws InstrumentationException when something asked for does not exist on this kernel
    public static InstrumentationPlan plan(KernelSurvey survey, InstrumentationChoice choice, String group) {
        InstrumentationPlanner planner = new InstrumentationPlanner(survey, choice, group);
        planner.addTracepoints();
        planner.addProbes();
        planner.requireStacks();
        planner.noteWhatIsMissing();
        return new InstrumentationPlan(planner.events, planner.missing);
    }

    private void addTracepoints() {
        survey.events().stream()
                .sorted(Comparator.naturalOrder())
                .map(EventName::parse)
                .filter(this::isWanted)
                .map(event -> new PlannedEvent.Tracepoint(
                        event.system(),
                        event.name(),
                        filters.ofTracepoint(event.system(), event.name()),
                        stacks && StackedEvents.has(event)))
                .forEach(events::add);
    }

    private boolean isWanted(EventName event) {
        if (chosen.names(event)) {
            return true;
        }
        if (event.system().equals(IRQ)) {
            return chosen.has(InstrumentationPart.INTERRUPTS) && isInterrupt(event.name());
        }
        for (InstrumentationPart part : InstrumentationPart.values()) {
            if (chosen.has(part) && part.systems().contains(event.system())) {
                return true;
            }
        }
        return false;
    }

    /// The exit of an interrupt says nothing of whose it is, so it cannot be filtered; the return of vring_interrupt
    /// says the same.
    private boolean isInterrupt(String name) {
        return name.equals("irq_handler_entry")
                || (name.equals("irq_handler_exit") && !survey.hasSymbol("vring_interrupt"));
    }

    private void addProbes() {
        boolean hasDmaEvents = hasDmaEvents() && chosen.has(InstrumentationPart.DMA);
        ProbeLines lines = new ProbeLines(survey, group);
        for (FunctionProbe function : ProbeCatalogue.functions()) {
            if (!isWanted(function) || !canProbe(function)) {
                continue;
            }
            for (PlannedEvent.Probe probe : lines.of(function, hasDmaEvents)) {
                events.add(new PlannedEvent.Probe(
                        probe.system(),
                        probe.name(),
                        probe.definition(),
                        filters.ofProbe(probe.definition()),
                        stacks && !hasDmaEvents && StackedEvents.has(function, probe)));
            }
        }
    }

    /// The functions of the DMA API are probed for durations, and on a kernel without DMA events for the operations
    /// themselves.
    private boolean isWanted(FunctionProbe function) {
        return chosen.has(function.part())
                || (function.part() == InstrumentationPart.DURATIONS
                        && chosen.has(InstrumentationPart.DMA)
                        && !hasDmaEvents());
    }

    private boolean canProbe(FunctionProbe function) {
        return survey.hasSymbol(function.symbol()) && survey.can(TracingAbility.KPROBES);
    }

    private boolean hasDmaEvents() {
        return survey.events().stream().anyMatch(event -> event.startsWith(ALL_DMA + ":dma_unmap"));
    }

    private void requireStacks() {
        if (stacks && events.stream().noneMatch(PlannedEvent::withStack)) {
            throw new InstrumentationException(
                    Kind.ASKED,
                    "call stacks are recorded of mappings, and nothing of what is to be recorded tells of them: add"
                            + " 'dma' to the events, or do without stacks");
        }
    }

    private void noteWhatIsMissing() {
        new MissingEvidence(survey, chosen, hasDmaEvents()).addTo(missing);
        if (stacks && !survey.can(TracingAbility.FUNCTION_ADDRESSES)) {
            missing.add(new Unrecorded(
                    InstrumentationPlan.STACK_NAMES,
                    "/proc/kallsyms shows no addresses; 'sysctl kernel.kptr_restrict=1' before recording lets root see"
                            + " them",
                    List.of()));
        }
    }
}
