// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock.signal;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The virtqueues that one recording tells of, seen from its side, and when it begins and ends on its own clock.
public final class SideSignals {

    private static final int MOST_QUEUES = 1024;
    private static final long MICROSECOND_NS = 1000;

    private final Map<String, QueueSignals> queues = new LinkedHashMap<>();
    private final int mostSignals;
    private long firstNs = Long.MAX_VALUE;
    private long lastNs = Long.MIN_VALUE;
    private boolean wholeMicroseconds = true;
    private PageOperations operations = new PageOperations();
    private PageSightings sightings = new PageSightings();
    private PageSightings walks = new PageSightings();
    private LossSpans losses = new LossSpans();

    /// Nothing was seen yet.
    public SideSignals() {
        this(SignalTimes.MOST);
    }

    /// The same, with less room than there usually is.
    ///
    /// @param mostSignals signals to keep of each kind and queue, a multiple of 256
    public SideSignals(int mostSignals) {
        this.mostSignals = mostSignals;
    }

    /// The queue of that name; empty when there are more queues than a machine has.
    public Optional<QueueSignals> queue(String device, String name) {
        return queue(device + '/' + name, device, name);
    }

    /// The queue of that name and number: all request queues of a virtio-scsi device have one name.
    public Optional<QueueSignals> queue(String device, String name, int index) {
        Optional<QueueSignals> numbered = queue(device + '/' + name + '/' + index, device, name);
        numbered.ifPresent(queue -> queue.index(index));
        return numbered;
    }

    private Optional<QueueSignals> queue(String key, String device, String name) {
        QueueSignals known = queues.get(key);
        if (known == null && queues.size() < MOST_QUEUES) {
            known = new QueueSignals(device, name, mostSignals);
            queues.put(key, known);
        }
        return Optional.ofNullable(known);
    }

    /// An event happened then.
    public void see(long timeNs) {
        firstNs = Math.min(firstNs, timeNs);
        lastNs = Math.max(lastNs, timeNs);
        wholeMicroseconds &= timeNs % MICROSECOND_NS == 0;
    }

    /// The virtqueues the recording tells of.
    public Collection<QueueSignals> queues() {
        return List.copyOf(queues.values());
    }

    /// Whether there is anything that could tie a clock.
    boolean saysAnything() {
        return !queues.isEmpty() || !operations.isEmpty() || sightings.count() > 0;
    }

    /// Whether no event was seen.
    boolean isEmpty() {
        return firstNs > lastNs;
    }

    /// Time of the first event.
    public long firstNs() {
        return firstNs;
    }

    /// Time of the last event.
    public long lastNs() {
        return lastNs;
    }

    /// How much later than it says an event may have been: what was cut off its time stamp.
    public long cutOffNs() {
        return wholeMicroseconds ? MICROSECOND_NS - 1 : 0;
    }

    /// What the driver's kernel did to the IOMMU's page table.
    public PageOperations operations() {
        return operations;
    }

    /// What the device's side saw of pages.
    public PageSightings sightings() {
        return sightings;
    }

    /// When the IOMMU looked pages up in the page table, and the frames it found.
    public PageSightings walks() {
        return walks;
    }

    /// Takes in when pages were looked up.
    public void walks(PageSightings newWalks) {
        this.walks = newWalks;
    }

    /// Where the recording has holes.
    public LossSpans losses() {
        return losses;
    }

    /// The same recording with one queue only, made of what happened to pages.
    public SideSignals asPageQueue() {
        SideSignals side = new SideSignals();
        side.firstNs = firstNs;
        side.lastNs = lastNs;
        side.wholeMicroseconds = wholeMicroseconds;
        side.pages(operations, sightings, losses);
        PageQueue.addTo(side, operations);
        PageQueue.addTo(side, sightings);
        return side;
    }

    /// Takes in what is known of pages.
    public void pages(PageOperations newOperations, PageSightings newSightings, LossSpans newLosses) {
        this.operations = newOperations;
        this.sightings = newSightings;
        this.losses = newLosses;
    }
}
