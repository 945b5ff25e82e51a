// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dmatape.samples.generate.DeviceCounts;
import org.dmatape.samples.generate.GeneratorOptions;
import org.dmatape.samples.generate.internal.device.QueueServer;
import org.dmatape.samples.generate.internal.device.VirtqueueLog;
import org.dmatape.samples.generate.internal.event.layout.CpuTrace;
import org.dmatape.samples.generate.internal.event.layout.DeviceName;
import org.dmatape.samples.generate.internal.event.probe.QueueNames;
import org.dmatape.samples.generate.internal.event.tracepoint.ScatterlistEvents;
import org.dmatape.samples.generate.internal.machine.address.DmaDevice;
import org.dmatape.samples.generate.internal.machine.address.PhysicalMemory;
import org.dmatape.samples.generate.internal.machine.kernel.KernelFactory;
import org.dmatape.samples.generate.internal.machine.kernel.SimulatedKernel;
import org.dmatape.samples.generate.internal.machine.queue.BlockQueue;
import org.dmatape.samples.generate.internal.machine.queue.BlockRequests;
import org.dmatape.samples.generate.internal.machine.queue.InterruptLine;
import org.dmatape.samples.generate.internal.machine.queue.NvmeQueue;
import org.dmatape.samples.generate.internal.machine.queue.QueueWork;
import org.dmatape.samples.generate.internal.machine.queue.ReceiveQueue;
import org.dmatape.samples.generate.internal.machine.queue.ScatterlistSizes;
import org.dmatape.samples.generate.internal.machine.queue.ServedQueue;
import org.dmatape.samples.generate.internal.machine.queue.TransmitQueue;
import org.dmatape.samples.generate.internal.machine.queue.VirtqueueSetup;

/// Plugs devices into the machine and lets their drivers set them up.
final class DeviceFactory {

    private static final String FEATURES_COMMON = "00101010011111100000000000001100";
    private static final String FEATURES_TAIL = "000000100000000000000000000000";
    private static final long VQ_BASE = 0xff43_0424_4847_6000L;
    private static final int VQ_SPACING = 0x300;
    private static final long TOKEN_BASE = 0xff43_0424_5000_0000L;
    private static final int TOKEN_SPACE = 0x100_0000;
    private static final int FIRST_IRQ = 24;
    private static final int RING_BYTES = 6726;
    private static final int NETWORK_QUEUES = 2;

    private final GeneratorOptions options;
    private final KernelFactory factory;
    private final SimulatedKernel kernel;
    private final PhysicalMemory memory;
    private final List<CpuTrace> cpus;
    private final List<DmaDevice> devices = new ArrayList<>();
    private final List<ServedQueue> queues = new ArrayList<>();

    DeviceFactory(
            GeneratorOptions options,
            KernelFactory factory,
            SimulatedKernel kernel,
            PhysicalMemory memory,
            List<CpuTrace> cpus) {
        this.options = options;
        this.factory = factory;
        this.kernel = kernel;
        this.memory = memory;
        this.cpus = cpus;
    }

    List<DmaDevice> devices() {
        return devices;
    }

    List<ServedQueue> queues() {
        return queues;
    }

    void plugIn() {
        DeviceCounts counts = options.machine().devices();
        for (int i = 0; i < counts.block(); i++) {
            plugInBlockDevice(counts.queues());
        }
        for (int i = 0; i < counts.network(); i++) {
            plugInNetworkDevice();
        }
        if (options.machine().iommuMode().usesDmaApi() && kernel.scatterlists().isPresent()) {
            for (int i = 0; i < counts.nvme(); i++) {
                plugInNvmeController(i, counts.queues());
            }
        }
    }

    private void plugInBlockDevice(int queueCount) {
        DmaDevice device = plugInVirtioDevice("0x0002", "virtio_blk", queueCount);
        for (int index = 0; index < queueCount; index++) {
            VirtqueueSetup setup = setUp(device, "req." + index, index);
            BlockRequests requests = new BlockRequests(kernel, setup, BlockQueue.slots());
            Optional<QueueServer> server = setup.server(kernel, requests::addTo);
            BlockQueue queue = new BlockQueue(kernel, requests, line(setup.names()), server);
            ServedQueue served = serve(queue, false);
            if (options.oddities()) {
                queue.addSilently(served.submitter());
            }
        }
    }

    private void plugInNetworkDevice() {
        DmaDevice device = plugInVirtioDevice("0x0001", "virtio_net", NETWORK_QUEUES);
        VirtqueueSetup input = setUp(device, "input.0", 0);
        ReceiveQueue receive = new ReceiveQueue(kernel, input, line(input.names()));
        receive.fillPool(serve(receive, true).submitter());
        serve(new TransmitQueue(kernel, setUp(device, "output.0", 1)), true);
    }

    private DmaDevice plugInVirtioDevice(String virtioId, String driver, int rings) {
        int number = devices.size();
        String parent = String.format("0000:00:%02x.0", number + 1);
        char accessPlatform = options.machine().iommuMode().usesDmaApi() ? '1' : '0';
        String line = "virtio" + number + " " + parent + " " + virtioId + " " + FEATURES_COMMON + "1" + accessPlatform
                + FEATURES_TAIL + " " + driver;
        DeviceName name = new DeviceName(parent);
        DmaDevice device = new DmaDevice(
                name,
                factory.allocator(name),
                Optional.of(new DmaDevice.VirtioIdentity(new DeviceName("virtio" + number), line)));
        devices.add(device);
        if (options.machine().iommuMode().usesDmaApi()) {
            for (int ring = 0; ring < rings; ring++) {
                kernel.coherent().alloc(cpus.getFirst(), device, memory.region(RING_BYTES), RING_BYTES);
            }
        }
        return device;
    }

    private void plugInNvmeController(int number, int queueCount) {
        DeviceName name = new DeviceName(String.format("0000:%02x:00.0", number + 1));
        DmaDevice device = new DmaDevice(name, factory.allocator(name), Optional.empty());
        devices.add(device);
        ScatterlistSizes sizes = new ScatterlistSizes(longestList(), options.oddities());
        for (int index = 1; index <= queueCount; index++) {
            InterruptLine line = new InterruptLine(nextIrq(), new DeviceName("nvme" + number + "q" + index));
            CpuTrace cpu = cpus.get(queues.size() % cpus.size());
            serve(new NvmeQueue(kernel, device, line, memory, sizes, cpu), true);
        }
    }

    /// A list whose map event would not fit the ring must not occur: nothing could tell its unmap from a bug.
    private int longestList() {
        int fits = ScatterlistEvents.longestRecorded(
                options.machine().kernel(), options.shape().subBufferBytes());
        return Math.min(fits, ScatterlistSizes.MAX_ENTRIES);
    }

    /// Every third queue of those that may is interrupted on another CPU than it is filled on.
    private ServedQueue serve(QueueWork queue, boolean oneCpu) {
        int number = queues.size();
        int submitter = number % cpus.size();
        int completer = oneCpu || number % 3 != 2 ? submitter : (submitter + 1) % cpus.size();
        ServedQueue served = new ServedQueue(queue, cpus.get(submitter), cpus.get(completer), number);
        queues.add(served);
        return served;
    }

    private VirtqueueSetup setUp(DmaDevice device, String queue, int index) {
        DeviceName virtioName = device.virtio().orElseThrow().name();
        long vq = VQ_BASE + (long) queues.size() * VQ_SPACING;
        QueueNames names = new QueueNames(vq, virtioName, new DeviceName(queue), index);
        long tokenBase = TOKEN_BASE + (long) queues.size() * TOKEN_SPACE;
        return new VirtqueueSetup(device, names, memory, tokenBase, log(names));
    }

    /// What the device model logs of a queue of the device plugged in last.
    private Optional<VirtqueueLog> log(QueueNames names) {
        return kernel.deviceSide().map(side -> side.queue(names.device().text(), devices.size() - 1, names.index()));
    }

    private InterruptLine line(QueueNames names) {
        return new InterruptLine(
                nextIrq(),
                new DeviceName(names.device().text() + "-" + names.queue().text()));
    }

    private int nextIrq() {
        return FIRST_IRQ + queues.size();
    }
}
