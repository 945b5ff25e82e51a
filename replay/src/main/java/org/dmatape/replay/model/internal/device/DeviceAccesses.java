// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.device;

import java.util.BitSet;
import org.dmatape.replay.event.AccessKind;
import org.dmatape.replay.event.AccessResult;
import org.dmatape.replay.event.DeviceAccess;
import org.dmatape.replay.event.IommuFault;
import org.dmatape.replay.event.IommuOperation;
import org.dmatape.replay.event.Names;
import org.dmatape.replay.event.RecordedEvent;
import org.dmatape.replay.facts.SourceClocks;
import org.dmatape.replay.facts.SourceFacts;
import org.dmatape.replay.model.internal.mapping.AddressBook;
import org.dmatape.replay.model.internal.mapping.DeviceTraits;
import org.dmatape.replay.model.internal.mapping.Mappings;
import org.dmatape.replay.model.internal.mapping.SharedState;
import org.dmatape.replay.model.internal.table.KeyTable;
import org.dmatape.replay.model.internal.table.PageIndex;

/// What devices reach for. An access that a live mapping allows is done with at once. Any other waits until the
/// clocks cannot put anything before it any more, and where only the end of the tape tells what was mapped before the
/// recording began, until then; or until too many wait behind it.
public final class DeviceAccesses {

    /// More bytes than any access has.
    private static final long MAX_ACCESS_BYTES = 1L << 20;

    /// So long before its first and after its last event the driver's recording is taken to hold what was mapped.
    private static final long BEYOND_RECORDING_NS = 10_000_000_000L;

    private static final long PAGE_BYTES = 1L << PageIndex.PAGE_BITS;

    private final SourceFacts sources;
    private final Mappings mappings;
    private final AddressBook addresses;
    private final DeviceTraits traits;
    private final SourceClocks clocks;
    private final DeviceRanges ranges;
    private final DevicePages pages;
    private final LargeRanges large;
    private final PageInvalidations invalidations;
    private final OtherwiseMapped otherwise = new OtherwiseMapped();
    private final Touches touches = new Touches();
    private final TouchVerdict verdict;
    private final TouchRuns runs;
    private final BitSet logsFaults = new BitSet();
    private boolean anyMap;
    private long lastDriverEvent = -1;
    private long lastDriverNs;
    private long firstDriverNs;
    private long nextToSettle;

    public DeviceAccesses(SharedState shared, SourceFacts sources, DeviceReach reach, PageInvalidations invalidations) {
        this.sources = sources;
        this.invalidations = invalidations;
        mappings = shared.mappings();
        addresses = shared.addresses();
        traits = shared.traits();
        clocks = shared.clocks();
        ranges = reach.ranges();
        pages = reach.pages();
        large = reach.large();
        verdict = new TouchVerdict(shared, reach, touches);
        runs = new TouchRuns(touches, new TouchHistory(ranges, pages, touches), shared.text(), shared.listener());
        reach.whenCrowded(this::decideAll);
    }

    /// Something is mapped or allocated, whatever comes of it.
    public void noteMapping() {
        anyMap = true;
    }

    /// The driver's side recorded something.
    public void driverWasAt(RecordedEvent event) {
        if (lastDriverEvent < 0) {
            firstDriverNs = event.tsNs();
        }
        lastDriverEvent = event.eventId();
        lastDriverNs = event.tsNs();
        settle(event.tsNs());
    }

    /// The driver's side changes the page tables of an IOMMU.
    public void execute(IommuOperation operation) {
        otherwise.execute(operation);
    }

    /// A device touches memory.
    public void execute(DeviceAccess access) {
        if (access.result() == AccessResult.FAULT
                && access.device() != Names.UNKNOWN
                && clocks.isRelated(access.source())) {
            logsFaults.set(access.device());
        }
        boolean isEarly = access.result() != AccessResult.FAULT && lastDriverEvent < 0;
        if (isEarly || !access.hasIova() || !isJudged(access.device(), access.source(), access.iova())) {
            return; // before the driver's recording began something else may have been mapped
        }
        boolean wholePage = isWholePage(access);
        long bytes = wholePage ? PAGE_BYTES : boundedBytes(access);
        long lastByte = access.iova() + bytes - 1;
        for (long first = access.iova(); first <= lastByte; first = (first | (PAGE_BYTES - 1)) + 1) {
            int page = pages.find(access.device(), first >>> PageIndex.PAGE_BITS);
            long last = Math.min(lastByte, first | (PAGE_BYTES - 1));
            if (access.result() == AccessResult.FAULT
                    || !isAllowed(page, access.device(), first, last, wholePage, access.access())) {
                long touch = keepForLater(access, access.source(), access.device(), first, last, wholePage);
                touches.how(touch, access.access(), access.result(), false);
            }
        }
    }

    /// Whether nothing finer than a page is known of it.
    private static boolean isWholePage(DeviceAccess access) {
        boolean ofWholePages =
                access.result() == AccessResult.TRANSLATED && Long.remainderUnsigned(access.size(), PAGE_BYTES) == 0;
        return access.iova() % PAGE_BYTES == 0 && (!access.hasSize() || ofWholePages);
    }

    /// Its bytes, unsigned, but no more than an access can have; 1 where they are not known.
    private static long boundedBytes(DeviceAccess access) {
        if (!access.hasSize()) {
            return 1;
        }
        return access.size() < 0 ? MAX_ACCESS_BYTES : Math.clamp(access.size(), 1, MAX_ACCESS_BYTES);
    }

    /// An IOMMU reports a fault.
    public void execute(IommuFault fault) {
        if (!fault.hasIova() || !isJudged(fault.device(), fault.source(), fault.iova())) {
            return;
        }
        boolean wholePage = fault.iova() % PAGE_BYTES == 0;
        long last = wholePage ? fault.iova() + PAGE_BYTES - 1 : fault.iova();
        long touch = keepForLater(fault, fault.source(), fault.device(), fault.iova(), last, wholePage);
        touches.how(touch, fault.access(), AccessResult.FAULT, true);
    }

    private boolean isJudged(int device, int source, long iova) {
        return device != Names.UNKNOWN && iova >= 0 && iova < DeviceRanges.MAX_ADDRESS && clocks.isRelated(source);
    }

    /// Whether a live mapping allows it, and nothing that is still to be decided can change that.
    private boolean isAllowed(int page, int device, long first, long last, boolean wholePage, AccessKind access) {
        boolean allowed = false;
        for (int node = page == KeyTable.ABSENT ? DevicePages.NONE : pages.firstNode(page);
                node != DevicePages.NONE;
                node = pages.next(node)) {
            int range = pages.range(node);
            if (isContested(range)) {
                return false;
            }
            allowed |= isAllowedBy(range, first, last, wholePage, access);
        }
        for (int i = 0; i < large.count() && !allowed; i++) {
            allowed = large.reaches(i, device, first)
                    && !isContested(large.range(i))
                    && isAllowedBy(large.range(i), first, last, wholePage, access);
        }
        return allowed;
    }

    private boolean isAllowedBy(int range, long first, long last, boolean wholePage, AccessKind access) {
        return ranges.isLive(range) && (wholePage || ranges.holds(range, first, last)) && ranges.permits(range, access);
    }

    /// Whether it is not decided yet what ends the mapping.
    private boolean isContested(int range) {
        int mapping = ranges.mapping(range);
        return mapping != DeviceRanges.NONE && addresses.episode(mappings.address(mapping)) != null;
    }

    private long keepForLater(RecordedEvent event, int source, int device, long first, long last, boolean wholePage) {
        if (touches.isFull()) {
            decide(touches.first());
        }
        int page = pages.findOrAdd(device, first >>> PageIndex.PAGE_BITS);
        pages.waits(page);
        long touch = touches.add(event.eventId(), event.tsNs(), source, device);
        touches.where(touch, page, first, last, wholePage);
        touches.after(touch, invalidations.last(device, page), otherwise.last(first >> PageIndex.PAGE_BITS));
        return touch;
    }

    /// Decides what nothing that may still come can change, in the order in which it happened.
    private void settle(long nowNs) {
        nextToSettle = Math.max(nextToSettle, touches.first());
        while (nextToSettle < touches.end()) {
            if (!touches.isDone(nextToSettle)) {
                if (nowNs <= settledNs(nextToSettle) || isContestedAt(nextToSettle)) {
                    break;
                }
                if (!waitsForTheEnd(nextToSettle)) {
                    decide(nextToSettle);
                }
            }
            nextToSettle++;
        }
        runs.advanceTo(nextToSettle < touches.end() ? touches.tsNs(nextToSettle) : nowNs);
    }

    private long settledNs(long touch) {
        long tsNs = touches.tsNs(touch);
        return tsNs + clocks.errorNs(touches.source(touch), tsNs);
    }

    private boolean isContestedAt(long touch) {
        for (int node = pages.firstNode(touches.page(touch)); node != DevicePages.NONE; node = pages.next(node)) {
            if (isContested(pages.range(node))) {
                return true;
            }
        }
        return false;
    }

    private boolean waitsForTheEnd(long touch) {
        if (!anyMap
                || (touches.isReported(touch) && sources.accesses())
                || traits.of(touches.device(touch)).translation() != DeviceTraits.Translation.IOMMU) {
            return true;
        }
        verdict.judge(touch);
        return !verdict.isSettled();
    }

    private void decide(long touch) {
        if (isAsked(touch) && verdict.judge(touch) && isEvaluated()) {
            runs.add(touch, verdict);
        }
        touches.done(touch);
        pages.decided(touches.page(touch));
    }

    /// What the IOMMU let through after the driver's recording had ended may have been mapped since, and nobody knows
    /// what was when it refused something long before or after. Reports of a device whose faults are in a log of
    /// accesses say the same again.
    private boolean isAsked(long touch) {
        boolean known = touches.result(touch) == AccessResult.FAULT
                ? isNearRecording(touches.tsNs(touch))
                : touches.eventId(touch) < lastDriverEvent;
        return known && !(touches.isReported(touch) && logsFaults.get(touches.device(touch)));
    }

    private boolean isNearRecording(long tsNs) {
        return tsNs >= firstDriverNs - BEYOND_RECORDING_NS && tsNs <= lastDriverNs + BEYOND_RECORDING_NS;
    }

    private boolean isEvaluated() {
        return verdict.isUncertain() ? sources.paths().size() > 1 : anyMap || verdict.kind() == TouchKind.STALE;
    }

    private void decideAll(int page) {
        for (long touch = touches.first(); touch < touches.end(); touch++) {
            if (!touches.isDone(touch) && touches.page(touch) == page) {
                decide(touch);
            }
        }
    }

    /// The tape has ended.
    public void finish() {
        while (touches.first() < touches.end()) {
            decide(touches.first());
        }
        runs.finish();
    }
}
