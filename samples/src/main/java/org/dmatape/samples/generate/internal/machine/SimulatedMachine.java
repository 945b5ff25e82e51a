// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.machine;

import java.util.List;
import java.util.Optional;
import org.dmatape.samples.generate.BugKind;
import org.dmatape.samples.generate.GeneratorOptions;
import org.dmatape.samples.generate.LegalOddity;
import org.dmatape.samples.generate.ProgressListener;
import org.dmatape.samples.generate.RareEntry;
import org.dmatape.samples.generate.internal.bug.BugSchedule;
import org.dmatape.samples.generate.internal.bug.BugSite;
import org.dmatape.samples.generate.internal.device.DeviceSide;
import org.dmatape.samples.generate.internal.event.RecordedEvents;
import org.dmatape.samples.generate.internal.event.layout.CpuTrace;
import org.dmatape.samples.generate.internal.machine.address.DmaDevice;
import org.dmatape.samples.generate.internal.machine.address.PhysicalMemory;
import org.dmatape.samples.generate.internal.machine.kernel.KernelFactory;
import org.dmatape.samples.generate.internal.machine.kernel.SeededRandom;
import org.dmatape.samples.generate.internal.machine.kernel.SimulatedKernel;
import org.dmatape.samples.generate.internal.machine.kernel.Tally;
import org.dmatape.samples.generate.internal.machine.kernel.Threads;
import org.dmatape.samples.generate.internal.machine.queue.BlockQueue;
import org.dmatape.samples.generate.internal.machine.queue.NvmeQueue;
import org.dmatape.samples.generate.internal.machine.queue.ServedQueue;

/// The machine whose events are recorded. Always the CPU that is furthest behind goes on, so that their clocks stay
/// close together, and nothing happens on one CPU before what it depends on happened on another.
public final class SimulatedMachine {

    private static final int IDLE_GAP_ONE_IN = 3_000;
    private static final long IDLE_GAP_NS = 150_000_000L;
    private static final int UNMAPPINGS_AFTER_LAST_BUG = 12;
    private static final int PROGRESS_EVENTS = 1 << 16;

    private final GeneratorOptions options;
    private final List<CpuTrace> cpus;
    private final List<CpuLoop> loops;
    private final List<DmaDevice> devices;
    private final List<DmaDevice> virtioDevices;
    private final List<ServedQueue> queues;
    private final SimulatedKernel kernel;
    private final LegalOddities oddities;
    private final BugSchedule bugs;
    private final LossPlan losses;
    private final long bugMemory;
    private long bugsCommitted;
    private long[] wantedUnmappings = new long[0];

    public SimulatedMachine(
            GeneratorOptions options, RecordedEvents events, List<CpuTrace> cpus, Optional<DeviceSide> deviceSide) {
        this.options = options;
        this.cpus = List.copyOf(cpus);
        SeededRandom random = new SeededRandom(options.seed());
        bugs = new BugSchedule(options.bugs(), options.events(), random);
        losses = new LossPlan(options.shape().lossSpans(), options.events());
        KernelFactory factory = new KernelFactory(options, events, deviceSide);
        kernel = factory.kernel(random, new Tally());
        PhysicalMemory memory = new PhysicalMemory(options.shape().words().longBytes());
        bugMemory = memory.region((long) bugs.outstanding() * BugSite.MEMORY_BYTES);
        DeviceFactory plugs = new DeviceFactory(options, factory, kernel, memory, this.cpus);
        plugs.plugIn();
        devices = plugs.devices();
        virtioDevices =
                devices.stream().filter(device -> device.virtio().isPresent()).toList();
        queues = plugs.queues();
        loops = this.cpus.stream()
                .map(cpu -> new CpuLoop(cpu, kernel.durations()))
                .toList();
        for (ServedQueue queue : queues) {
            loops.get(queue.submitter().index()).submits(queue);
            loops.get(queue.completer().index()).completes(queue);
        }
        oddities = new LegalOddities(
                kernel,
                this.cpus,
                devices,
                memory,
                KernelFactory.reusesAtOnce(options.machine().iommuMode()));
    }

    /// Lets it run until enough events were written and all bugs committed.
    public void run(ProgressListener listener) {
        long written = 0;
        long reported = 0;
        while (written < options.events() || bugs.outstanding() > 0) {
            CpuLoop loop = furthestBehind();
            kernel.deviceSide()
                    .ifPresent(devicesSide -> devicesSide.writeUntil(loop.cpu().nowNs()));
            step(loop, written);
            written = written();
            if (written - reported >= PROGRESS_EVENTS) {
                reported = written;
                listener.progress(Math.min(written, options.events()), options.events());
            }
        }
        giveBugsTimeToShow();
        end();
        listener.progress(options.events(), options.events());
    }

    /// What happened.
    public Tally tally() {
        return kernel.tally();
    }

    /// The devices.
    public List<DmaDevice> devices() {
        return devices;
    }

    /// How many queues there are.
    public int queueCount() {
        return queues.size();
    }

    private void step(CpuLoop loop, long written) {
        loop.step();
        losses.perhaps(loop.cpu(), written);
        if (bugs.due(written)) {
            commitBug(loop);
        }
        if (options.oddities() && options.machine().iommuMode().usesDmaApi()) {
            oddities.perhaps(loop.cpu());
        }
        if (options.shape().rareEntries().contains(RareEntry.TIME_EXTEND)
                && kernel.random().oneIn(IDLE_GAP_ONE_IN)) {
            long until = loop.cpu().nowNs() + IDLE_GAP_NS;
            cpus.forEach(cpu -> cpu.advanceTo(until));
        }
    }

    private void commitBug(CpuLoop loop) {
        List<DmaDevice> candidates = bugs.next() == BugKind.NEVER_MAPPED ? virtioDevices : devices;
        DmaDevice device = candidates.get((int) (bugsCommitted % candidates.size()));
        BugSite site = new BugSite(
                loop.cpu(),
                device,
                kernel,
                bugMemory + bugsCommitted * BugSite.MEMORY_BYTES,
                loop.submitted(),
                loop.completed(),
                bugs.occurrence());
        loop.cpu().enter(Threads.driver(loop.cpu()));
        if (bugs.commit(site)) {
            bugsCommitted++;
            wantedUnmappings = devices.stream()
                    .mapToLong(d -> d.unmappings() + UNMAPPINGS_AFTER_LAST_BUG)
                    .toArray();
        }
        loop.cpu().enter(Threads.idle());
    }

    private CpuLoop furthestBehind() {
        CpuLoop behind = loops.getFirst();
        for (CpuLoop loop : loops) {
            if (loop.cpu().nowNs() < behind.cpu().nowNs()) {
                behind = loop;
            }
        }
        return behind;
    }

    /// A leak shows when its device goes on without it, a lost buffer when its queue does. Devices that bypass the DMA
    /// API cannot leak.
    private void giveBugsTimeToShow() {
        for (CpuLoop loop : loops) {
            while (!loop.completed().stream().allMatch(BlockQueue::stallsShow)) {
                furthestBehind().step();
            }
        }
        for (int i = 0;
                i < wantedUnmappings.length && options.machine().iommuMode().usesDmaApi();
                i++) {
            while (devices.get(i).unmappings() < wantedUnmappings[i]) {
                furthestBehind().step();
            }
        }
    }

    /// What is in flight in a virtqueue may stay there; what nobody could see to be in flight must come back.
    private void end() {
        for (ServedQueue queue : queues) {
            boolean visible = options.tracing().probes() && options.oddities() && !(queue.work() instanceof NvmeQueue);
            if (!visible) {
                queue.work().drain(queue.completer());
            }
            for (int i = 0; i < queue.work().inFlight(); i++) {
                kernel.tally().oddity(LegalOddity.IN_FLIGHT_AT_END);
            }
        }
    }

    private long written() {
        long written = 0;
        for (CpuTrace cpu : cpus) {
            written += cpu.written();
        }
        return written;
    }
}
