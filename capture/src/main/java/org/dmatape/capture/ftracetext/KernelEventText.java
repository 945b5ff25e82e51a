// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.ftracetext;

import java.util.Map;

/// How the text of a kernel event says what the fields of its record say: the kernel's print format, and the raw form
/// of `trace-cmd report -R`, in which every field stands as `name=value`.
final class KernelEventText {

    private static final byte[] NONE = {};

    private final byte[] systemName;
    private final PayloadTemplate lead;
    private final Map<String, String> fieldOfLabel;
    private final byte[] lastLabel;
    private final boolean lastIsRest;

    /// @param system group of the event
    /// @param lead what stands before the first `label=value`
    /// @param fieldOfLabel fields that the text calls by another name
    /// @param lastLabel label of the last field; a line without it was wrapped
    /// @param lastIsRest whether the last value may have spaces
    KernelEventText(
            String system,
            PayloadTemplate lead,
            Map<String, String> fieldOfLabel,
            String lastLabel,
            boolean lastIsRest) {
        this.systemName = AsciiBytes.of(system);
        this.lead = lead;
        this.fieldOfLabel = fieldOfLabel;
        this.lastLabel = AsciiBytes.of(lastLabel);
        this.lastIsRest = lastIsRest;
    }

    byte[] systemName() {
        return systemName;
    }

    /// Group of the event.
    String system() {
        return AsciiBytes.text(systemName, 0, systemName.length);
    }

    /// The field of the record behind a label of the text.
    String field(String label) {
        return fieldOfLabel.getOrDefault(label, label);
    }

    /// Reads the fields of a payload.
    ///
    /// @return whether it has the form of this event
    boolean read(TextLine line, int payload, FieldSlices fields) {
        boolean raw = line.at(payload) == '[' || line.indexOf('=', payload, line.wordEnd(payload)) > 0;
        int at = raw ? payload : lead.read(line, payload, fields);
        if (at < 0) {
            return false;
        }
        fields.scan(line, at, lastIsRest ? lastLabel : NONE);
        return fields.count() > 0;
    }

    /// Whether the payload is there to its end.
    boolean isWhole(FieldSlices fields) {
        return lastLabel.length == 0 || fields.endsWith(lastLabel);
    }
}
