// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.instrument;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dmatape.capture.instrument.InstrumentationException.Kind;

/// What `--events` chose: parts, whole tracefs systems, single events.
///
/// @param parts parts
/// @param systems systems
/// @param events events, as `system:name`
record ChosenParts(Set<InstrumentationPart> parts, Set<String> systems, Set<String> events) {

    static final String USUAL = "default";

    ChosenParts {
        parts = Set.copyOf(parts);
        systems = Set.copyOf(systems);
        events = Set.copyOf(events);
    }

    static ChosenParts of(List<String> words, KernelSurvey survey) {
        Set<InstrumentationPart> parts = EnumSet.noneOf(InstrumentationPart.class);
        Set<String> systems = new HashSet<>();
        Set<String> events = new HashSet<>();
        for (String word : words.isEmpty() ? List.of(USUAL) : words) {
            Optional<InstrumentationPart> part = InstrumentationPart.ofWord(word);
            if (word.equals(USUAL)) {
                parts.addAll(EnumSet.allOf(InstrumentationPart.class));
            } else if (part.isPresent()) {
                parts.add(part.get());
            } else if (word.contains(":")) {
                EventName event = EventName.parse(word);
                if (!survey.hasEvent(event.system(), event.name())) {
                    throw unknown(
                            word, "'ls " + "/sys/kernel/tracing/events/" + event.system() + "' lists those there are");
                }
                events.add(word);
            } else if (survey.events().stream().anyMatch(event -> event.startsWith(word + ":"))) {
                systems.add(word);
            } else {
                throw unknown(
                        word,
                        "give default, one of " + InstrumentationPart.words()
                                + ", a folder of /sys/kernel/tracing/events, or SYSTEM:NAME");
            }
        }
        return new ChosenParts(parts, systems, events);
    }

    boolean has(InstrumentationPart part) {
        return parts.contains(part);
    }

    /// Whether the event was asked for by itself or with its system.
    boolean names(EventName event) {
        return systems.contains(event.system()) || events.contains(event.system() + ":" + event.name());
    }

    private static InstrumentationException unknown(String word, String remedy) {
        return new InstrumentationException(Kind.ASKED, "this kernel has no event '" + word + "': " + remedy);
    }
}
