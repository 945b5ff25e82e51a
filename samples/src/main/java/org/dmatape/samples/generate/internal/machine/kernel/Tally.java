// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.machine.kernel;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.dmatape.samples.generate.BugKind;
import org.dmatape.samples.generate.GeneratedTruth;
import org.dmatape.samples.generate.LegalOddity;
import org.dmatape.samples.generate.internal.event.probe.QueueNames;
import org.dmatape.samples.generate.internal.machine.address.DmaDevice;

/// Counts what happens in the machine, whether or not its events are kept.
public final class Tally {

    private final Map<BugKind, Long> bugs = new EnumMap<>(BugKind.class);
    private final Map<LegalOddity, Long> oddities = new EnumMap<>(LegalOddity.class);
    private final Set<DmaDevice> devicesWithSharedPages = new HashSet<>();
    private final Set<DmaDevice> devicesWithTruncatedLists = new HashSet<>();
    private final Set<QueueNames> fullRings = new HashSet<>();
    private final Set<QueueNames> spuriouslyInterrupted = new HashSet<>();
    private long mappings;
    private long unmappings;
    private long unmappingsOfUnknownOrigin;
    private long requests;
    private long returned;
    private long returnedOfUnknownOrigin;

    /// A bug was committed.
    public void bug(BugKind kind) {
        bugs.merge(kind, 1L, Long::sum);
    }

    /// An oddity was committed.
    public void oddity(LegalOddity kind) {
        oddities.merge(kind, 1L, Long::sum);
    }

    /// Notes that pages of this device were mapped for reading and, other bytes of them, for writing at once.
    public void sharedPage(DmaDevice device) {
        devicesWithSharedPages.add(device);
    }

    void truncatedList(DmaDevice device) {
        devicesWithTruncatedLists.add(device);
    }

    /// A buffer was refused, the ring was full.
    public void fullRing(QueueNames queue) {
        fullRings.add(queue);
    }

    /// An interrupt found no used buffer.
    public void spuriousInterrupt(QueueNames queue) {
        spuriouslyInterrupted.add(queue);
    }

    void mapping() {
        mappings++;
    }

    void unmapping(DmaDevice device) {
        unmappings++;
        device.countUnmapping();
    }

    void unmappingOfUnknownOrigin() {
        unmappingsOfUnknownOrigin++;
        oddity(LegalOddity.MAPPED_BEFORE_RECORDING);
    }

    /// A buffer was added.
    public void request() {
        requests++;
    }

    /// A buffer came back.
    public void returned() {
        returned++;
    }

    /// A buffer came back that was added before the recording began.
    public void returnedOfUnknownOrigin() {
        returned++;
        returnedOfUnknownOrigin++;
    }

    /// How often each bug was committed.
    public Map<BugKind, Long> bugs() {
        return bugs;
    }

    /// How often each oddity was mixed in.
    public Map<LegalOddity, Long> oddities() {
        return oddities;
    }

    /// Devices with shared pages.
    public int devicesWithSharedPages() {
        return devicesWithSharedPages.size();
    }

    /// Devices with scatterlists that were recorded in part.
    public int devicesWithTruncatedLists() {
        return devicesWithTruncatedLists.size();
    }

    /// Queues that refused a buffer.
    public int fullRings() {
        return fullRings.size();
    }

    /// Queues that interrupted for nothing.
    public int spuriouslyInterrupted() {
        return spuriouslyInterrupted.size();
    }

    /// The counts of the truth.
    public GeneratedTruth.Counts counts() {
        return new GeneratedTruth.Counts(
                mappings,
                unmappings,
                mappings - unmappings,
                unmappingsOfUnknownOrigin,
                requests,
                returned,
                requests - (returned - returnedOfUnknownOrigin));
    }
}
