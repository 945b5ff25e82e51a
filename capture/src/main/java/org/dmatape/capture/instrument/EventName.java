// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.instrument;

import org.dmatape.capture.instrument.InstrumentationException.Kind;

/// A tracepoint as users and tracefs write it, `system:name`.
///
/// @param system tracefs folder
/// @param name event in it
record EventName(String system, String name) {

    static EventName parse(String text) {
        int colon = text.indexOf(':');
        if (colon <= 0 || colon == text.length() - 1) {
            throw new InstrumentationException(Kind.ASKED, "'" + text + "' is no event: they are written SYSTEM:NAME");
        }
        return new EventName(text.substring(0, colon), text.substring(colon + 1));
    }
}
