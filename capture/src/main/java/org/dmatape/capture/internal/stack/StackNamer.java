// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.stack;

import java.util.Optional;
import org.dmatape.capture.internal.rows.StackText;
import org.dmatape.capture.recording.KernelFunctions;
import org.dmatape.capture.recording.KernelFunctions.Function;
import org.dmatape.capture.recording.KernelSymbols;

/// Says which functions the addresses of a stack lie in.
final class StackNamer {

    /// Stands in the kernel's stacks for a trampoline of its own (FTRACE_TRAMPOLINE_MARKER, kernel/trace/trace.h).
    private static final long TRAMPOLINE = Integer.MAX_VALUE;

    private final KernelSymbols symbols;

    StackNamer(KernelSymbols symbols) {
        this.symbols = symbols;
    }

    /// Names a stack.
    ///
    /// @param addresses the innermost first
    StackText name(long[] addresses) {
        StackTextBuilder text = new StackTextBuilder();
        KernelFunctions functions = symbols.functions();
        for (int i = 0; i < addresses.length; i++) {
            if (addresses[i] == TRAMPOLINE) {
                text.add("ftrace_trampoline", "");
            } else {
                add(text, addresses[i], function(functions, addresses[i], i == 0));
            }
        }
        return text.build();
    }

    private static void add(StackTextBuilder text, long address, Optional<Function> function) {
        if (function.isPresent()) {
            Function found = function.get();
            text.add(found.name(), "+0x" + Long.toHexString(address - found.address()), found.module());
        } else {
            text.addUnknown("0x" + Long.toHexString(address));
        }
    }

    /// The address of a frame is where its call returns to. Behind a call that never does, that is in the function
    /// that follows; the innermost frame alone may be at the very beginning of its function, where a probe stopped.
    private static Optional<Function> function(KernelFunctions functions, long address, boolean isInnermost) {
        Optional<Function> exact = isInnermost ? functions.at(address) : Optional.empty();
        return exact.isPresent() && exact.get().address() == address ? exact : functions.at(address - 1);
    }
}
