// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.instrument;

import java.util.List;

/// Something a recording would have liked to look at and cannot.
///
/// @param what the event or function, e.g. `virtqueue_add_inbuf_premapped`
/// @param reason why not, e.g. `this kernel has no such function`
/// @param checks checks that cannot be evaluated without it; empty when something else stands in for it
public record NotInstrumented(String what, String reason, List<String> checks) {

    public NotInstrumented {
        checks = List.copyOf(checks);
    }
}
