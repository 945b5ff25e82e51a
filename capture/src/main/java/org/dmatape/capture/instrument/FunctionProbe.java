// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.instrument;

import java.util.List;

/// A function the recorder knows how to probe.
///
/// @param symbol function
/// @param part what it belongs to
/// @param entryArguments fetched when it is entered
/// @param argumentsWithoutEvents fetched as well on kernels without DMA events, which would tell them
/// @param returnArguments fetched when it returns
/// @param argumentsAtReturn fetched when it returns, on kernels whose return probes still know the arguments
record FunctionProbe(
        String symbol,
        InstrumentationPart part,
        List<String> entryArguments,
        List<String> argumentsWithoutEvents,
        List<String> returnArguments,
        List<String> argumentsAtReturn) {

    FunctionProbe {
        entryArguments = List.copyOf(entryArguments);
        argumentsWithoutEvents = List.copyOf(argumentsWithoutEvents);
        returnArguments = List.copyOf(returnArguments);
        argumentsAtReturn = List.copyOf(argumentsAtReturn);
    }

    /// A function of which this is fetched when it is entered, and nothing when it returns.
    static FunctionProbe of(String symbol, InstrumentationPart part, List<String> entryArguments) {
        return new FunctionProbe(symbol, part, entryArguments, List.of(), List.of(), List.of());
    }

    /// The same, and this at its return.
    FunctionProbe withReturn(String... returned) {
        return new FunctionProbe(
                symbol, part, entryArguments, argumentsWithoutEvents, List.of(returned), argumentsAtReturn);
    }

    /// The same, and this at its return where the kernel can.
    FunctionProbe withArgumentsAtReturn(String... fetched) {
        return new FunctionProbe(
                symbol, part, entryArguments, argumentsWithoutEvents, returnArguments, List.of(fetched));
    }

    /// The same, and this at its entry where no event of the kernel tells it.
    FunctionProbe withArgumentsWithoutEvents(String... fetched) {
        return new FunctionProbe(symbol, part, entryArguments, List.of(fetched), returnArguments, argumentsAtReturn);
    }
}
