// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.instrument;

import java.util.List;
import java.util.stream.Stream;

/// Writes the lines that make a probe on a function, in the kind this kernel has: fprobes where the function tracer
/// reaches the function, breakpoints elsewhere.
final class ProbeLines {

    /// Ending of the name of the event at a function's return, by which the decoder knows it.
    static final String RETURN_SUFFIX = "_ret";
    /// Returns that may be awaited at once: many threads may sleep in an allocation.
    private static final int RETURNS_IN_FLIGHT = 64;

    private final KernelSurvey survey;
    private final String group;

    ProbeLines(KernelSurvey survey, String group) {
        this.survey = survey;
        this.group = group;
    }

    /// Entry and return of a function.
    List<PlannedEvent.Probe> of(FunctionProbe function, boolean hasDmaEvents) {
        Stream<String> entry = function.entryArguments().stream();
        Stream<String> more = hasDmaEvents ? Stream.empty() : function.argumentsWithoutEvents().stream();
        String name = function.symbol();
        boolean isFprobe =
                survey.can(TracingAbility.FPROBES) && survey.traceable().contains(name);
        String place = place(name, isFprobe);
        PlannedEvent.Probe entered = new PlannedEvent.Probe(
                group,
                name,
                (isFprobe ? "f" : "p") + ":" + group + "/" + name + " " + place
                        + arguments(Stream.concat(entry, more)));
        Stream<String> atReturn =
                survey.can(TracingAbility.ARGUMENTS_AT_RETURN) ? function.argumentsAtReturn().stream() : Stream.empty();
        String returnName = name + RETURN_SUFFIX;
        PlannedEvent.Probe returned = new PlannedEvent.Probe(
                group,
                returnName,
                returnKind(isFprobe) + ":" + group + "/" + returnName + " " + place + (isFprobe ? "%return" : "")
                        + arguments(Stream.concat(function.returnArguments().stream(), atReturn)));
        return List.of(entered, returned);
    }

    private String returnKind(boolean isFprobe) {
        if (!isFprobe) {
            return "r" + RETURNS_IN_FLIGHT;
        }
        return survey.can(TracingAbility.FPROBE_MAXACTIVE) ? "f" + RETURNS_IN_FLIGHT : "f";
    }

    /// A function of a module is named with it for breakpoints, which only then look there first.
    private String place(String symbol, boolean isFprobe) {
        String module = survey.functions().getOrDefault(symbol, "");
        return isFprobe || module.isEmpty() ? symbol : module + ":" + symbol;
    }

    private String arguments(Stream<String> arguments) {
        StringBuilder line = new StringBuilder();
        arguments
                .filter(argument ->
                        !argument.equals(VirtqueueProbes.PAGE_ARRAY) || survey.hasSymbol(ProbeCatalogue.PAGE_ARRAY))
                .forEach(argument -> line.append(' ').append(argument));
        return line.toString();
    }
}
