// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Puts a [Divergence] together. What is not said stays empty, its count is 1.
public final class DivergenceBuilder {

    private final Rule rule;
    private Optional<String> kind = Optional.empty();
    private Optional<String> device = Optional.empty();
    private OptionalLong tsNs = OptionalLong.empty();
    private OptionalInt cpu = OptionalInt.empty();
    private OptionalLong dmaAddress = OptionalLong.empty();
    private OptionalLong physAddress = OptionalLong.empty();
    private OptionalLong sizeBytes = OptionalLong.empty();
    private long count = 1;
    private String held = "";
    private String recorded = "";
    private List<String> history = List.of();
    private List<Long> events = List.of();

    DivergenceBuilder(Rule rule) {
        this.rule = rule;
    }

    /// Which variant of the rule.
    public DivergenceBuilder kind(String variant) {
        kind = Optional.of(variant);
        return this;
    }

    /// The DMA device, where it is known.
    public DivergenceBuilder device(Optional<String> name) {
        device = name;
        return this;
    }

    /// When, on the tape's clock, where no CPU is to be named.
    public DivergenceBuilder at(long timeNs) {
        tsNs = OptionalLong.of(timeNs);
        return this;
    }

    /// When, on the tape's clock, and on which CPU.
    public DivergenceBuilder at(long timeNs, int cpuNumber) {
        cpu = OptionalInt.of(cpuNumber);
        return at(timeNs);
    }

    /// The address the device uses.
    public DivergenceBuilder dmaAddress(long address) {
        dmaAddress = OptionalLong.of(address);
        return this;
    }

    /// The memory behind it, where it is known.
    public DivergenceBuilder physAddress(OptionalLong address) {
        physAddress = address;
        return this;
    }

    /// The bytes concerned.
    public DivergenceBuilder sizeBytes(long bytes) {
        return sizeBytes(OptionalLong.of(bytes));
    }

    /// The bytes concerned, where they are known.
    public DivergenceBuilder sizeBytes(OptionalLong bytes) {
        sizeBytes = bytes;
        return this;
    }

    /// How often.
    public DivergenceBuilder count(long times) {
        count = times;
        return this;
    }

    /// What the model holds, in words.
    public DivergenceBuilder held(String words) {
        held = words;
        return this;
    }

    /// What the recording says, in words.
    public DivergenceBuilder recorded(String words) {
        recorded = words;
        return this;
    }

    /// What happened to the address before, oldest first.
    public DivergenceBuilder history(List<String> before) {
        history = before;
        return this;
    }

    /// The events that show it, in their order.
    public DivergenceBuilder events(List<Long> ids) {
        events = ids;
        return this;
    }

    /// The divergence as it was described.
    public Divergence build() {
        return new Divergence(
                rule,
                kind,
                device,
                tsNs,
                cpu,
                dmaAddress,
                physAddress,
                sizeBytes,
                count,
                held,
                recorded,
                history,
                events);
    }
}
