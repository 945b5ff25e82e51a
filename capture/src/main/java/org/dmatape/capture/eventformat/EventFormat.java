// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.eventformat;

import java.util.List;
import java.util.Optional;

/// The layout of one trace event.
///
/// @param id number in the `common_type` field; valid within one boot only
/// @param system group, e.g. `dma`
/// @param name event, e.g. `dma_map_page`
/// @param fields all fields, the common ones first
/// @param printFormat the kernel's print format, for names of flags only
public record EventFormat(int id, String system, String name, List<EventField> fields, String printFormat) {

    public EventFormat {
        fields = List.copyOf(fields);
    }

    /// The field of that name.
    public Optional<EventField> field(String fieldName) {
        return fields.stream().filter(field -> field.name().equals(fieldName)).findFirst();
    }
}
