// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.filter;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.dmatape.analyze.database.Scope;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options that restrict an answer to a part of the tape.
public final class FilterOptions {

    @Option(
            names = "--device",
            paramLabel = "NAME",
            description = "Only this device: a DMA device (0000:00:03.0) or a virtio device (virtio0).")
    private @Nullable String device;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Only from this time on, counted from the tape's first event: 1500, 20ms, 1.5s.")
    private @Nullable TimeSpan from;

    @Option(names = "--to", paramLabel = "TIME", description = "Only up to this time, counted likewise.")
    private @Nullable TimeSpan to;

    @Option(names = "--cpu", paramLabel = "N", description = "Only what this CPU recorded.")
    private @Nullable Integer cpu;

    /// What the user asked for, not yet held against a tape.
    public Scope scope() {
        return new Scope(
                Optional.ofNullable(device),
                from == null ? OptionalLong.empty() : OptionalLong.of(from.ns()),
                to == null ? OptionalLong.empty() : OptionalLong.of(to.ns()),
                cpu == null ? OptionalInt.empty() : OptionalInt.of(cpu));
    }
}
