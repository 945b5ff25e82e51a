// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.schema;

import static org.dmatape.format.schema.ColumnSpec.optional;
import static org.dmatape.format.schema.ColumnSpec.required;
import static org.dmatape.format.schema.ColumnType.TEXT;
import static org.dmatape.format.schema.ColumnType.UINT32;

/// Columns of `call_stack`: one call stack per row, however many operations have it.
public enum CallStackColumn implements TapeColumn {
    /// Number of the stack.
    STACK_ID(required(UINT32, "", "number of the stack")),
    /// The first function outside of tracing, the DMA API and the virtqueue code; unknown where no symbol names one.
    CALLER(
            optional(
                    TEXT,
                    "",
                    "the first function outside of tracing, the DMA API and the virtqueue code; unknown where no symbol names one")),
    /// Kernel module the caller is in; none when it is in the kernel itself, or unknown.
    MODULE(optional(TEXT, "", "kernel module the caller is in; none when it is in the kernel itself, or unknown")),
    /// All frames, the innermost first, separated by semicolons.
    FRAMES(
            required(
                    TEXT,
                    "",
                    "all frames, the innermost first, separated by ;: function+0x1c [module], or the address where no symbol is known"));

    private final ColumnSpec spec;

    CallStackColumn(ColumnSpec spec) {
        this.spec = spec;
    }

    @Override
    public ColumnSpec spec() {
        return spec;
    }
}
