// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.event.layout;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All kinds of events a recording may hold. Ids ascend from where a booted kernel's would, with gaps.
public final class EventCatalogue {

    private static final int FIRST_ID = 131;
    private static final int ID_STEP = 3;

    private final int longBytes;
    private final List<EventDefinition> definitions = new ArrayList<>();

    /// @param longBytes bytes of a kernel `long`
    public EventCatalogue(int longBytes) {
        this.longBytes = longBytes;
    }

    /// Begins the definition of a tracepoint: fields lie at their natural alignment.
    public Builder tracepoint(String system, String name) {
        return new Builder(system, name, true);
    }

    /// Begins the definition of a probe at a function's entry: its address, then the arguments without gaps.
    public Builder entryProbe(String system, String name) {
        return new Builder(system, name, false).field("__probe_ip", FieldType.UNSIGNED_LONG);
    }

    /// Begins the definition of a probe at a function's return.
    public Builder returnProbe(String system, String name) {
        return new Builder(system, name, false)
                .field("__probe_func", FieldType.UNSIGNED_LONG)
                .field("__probe_ret_ip", FieldType.UNSIGNED_LONG);
    }

    /// All definitions in the order of their [EventDefinition#kind()].
    public List<EventDefinition> definitions() {
        return Collections.unmodifiableList(definitions);
    }

    /// Format texts by system.
    public Map<String, List<String>> formatTextsBySystem() {
        Map<String, List<String>> texts = new LinkedHashMap<>();
        for (EventDefinition definition : definitions) {
            texts.computeIfAbsent(definition.system(), _ -> new ArrayList<>()).add(definition.formatText());
        }
        return texts;
    }

    /// Lays out the fields of one event.
    public final class Builder {

        private final String system;
        private final String name;
        private final boolean aligned;
        private final List<EventDefinition.Field> fields = new ArrayList<>();
        private int position = EventDefinition.COMMON_BYTES;

        private Builder(String system, String name, boolean aligned) {
            this.system = system;
            this.name = name;
            this.aligned = aligned;
        }

        /// Adds a field behind those before it.
        public Builder field(String fieldName, FieldType type) {
            return array(fieldName, type, 1);
        }

        /// Adds a field of so many elements.
        public Builder array(String fieldName, FieldType type, int count) {
            int elementBytes = type.bytes(longBytes);
            if (aligned) {
                position = alignUp(position, elementBytes);
            }
            fields.add(new EventDefinition.Field(fieldName, type, position, count, elementBytes * count));
            position += elementBytes * count;
            return this;
        }

        /// Ends the definition.
        ///
        /// @param printFormat the kernel's `print fmt`
        public EventDefinition print(String printFormat) {
            int kind = definitions.size();
            int fixedBytes = aligned ? alignUp(position, largestElement()) : position;
            EventDefinition definition =
                    new EventDefinition(system, name, FIRST_ID + kind * ID_STEP, kind, fields, fixedBytes, printFormat);
            definitions.add(definition);
            return definition;
        }

        private int largestElement() {
            return fields.stream()
                    .mapToInt(field -> field.sizeBytes() / field.count())
                    .max()
                    .orElse(Integer.BYTES);
        }

        private static int alignUp(int value, int alignment) {
            return (value + alignment - 1) & -alignment;
        }
    }
}
