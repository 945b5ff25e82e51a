// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.probe;

import java.util.EnumSet;
import java.util.Set;
import org.dmatape.capture.internal.correlate.TracedFunction;

/// Which functions the recording has entry probes on, and which return probes. Only a function with both brackets what
/// happens in between; an entry without a return probe must not stay open for ever.
public final class ProbedFunctions {

    private final Set<TracedFunction> entered = EnumSet.noneOf(TracedFunction.class);
    private final Set<TracedFunction> returned = EnumSet.noneOf(TracedFunction.class);

    /// The name of a return probe that has not fired yet says that it is on this function.
    public void expectExit(TracedFunction function) {
        returned.add(function);
    }

    /// An entry was seen.
    public void entry(TracedFunction function) {
        entered.add(function);
    }

    /// A return was seen.
    public void exit(TracedFunction function) {
        returned.add(function);
    }

    /// Whether an entry opens an operation that a return will close.
    public boolean brackets(TracedFunction function) {
        return returned.contains(function);
    }

    /// Whether entries of the function are recorded.
    public boolean hasEntry(TracedFunction function) {
        return entered.contains(function);
    }
}
