// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.manifest;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// Something the recorder left out or could not look at.
///
/// @param what the part, event or function, e.g. `virtqueue`
/// @param reason why not, e.g. `left out by --events`
/// @param checks ids of the checks that mean nothing without it; empty when something else stands in for it
public record Unrecorded(String what, String reason, List<String> checks) {

    /// Checks what must be there and copies the list.
    public Unrecorded {
        requireNonNull(what, "what is missing");
        requireNonNull(reason, "reason is missing");
        checks = Facts.copyOf(checks);
    }

    /// For people.
    public String sentence() {
        String consequence = checks.isEmpty() ? "" : "; cannot be checked: " + String.join(", ", checks);
        return "Not recorded: " + what + " (" + reason + ")" + consequence;
    }
}
