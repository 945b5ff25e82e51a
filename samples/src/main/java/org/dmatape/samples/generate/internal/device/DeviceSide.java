// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.device;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dmatape.samples.generate.DeviceLog;
import org.dmatape.samples.generate.DeviceTruth;
import org.dmatape.samples.generate.IommuMode;

/// The device model of the machine, and its log.
public final class DeviceSide implements AutoCloseable {

    private static final long FIRST_VDEV = 0x55f1_ad2b_4f10L;
    private static final long VDEV_SPACING = 0x16_db50L;
    private static final long FIRST_VQ = 0x7f66_3582_d010L;
    private static final long VQS_SPACING = 0x10_0000L;
    private static final long VQ_BYTES = 0x98L;
    private static final long FIRST_ELEMENT = 0x55f1_ae5e_22c0L;
    private static final long ELEMENTS_SPACING = 0x2_0000L;

    private final DeviceLog log;
    private final LogLines lines;
    private final IommuLog iommu;
    private final boolean translates;
    private final List<VirtqueueLog> queues = new ArrayList<>();

    public DeviceSide(DeviceLog log, IommuMode mode) throws IOException {
        this.log = log;
        lines = new LogLines(log);
        iommu = new IommuLog(lines);
        translates = mode.translates();
    }

    /// The IOMMU, if one lies between devices and memory: without one nothing is logged of what devices access.
    public Optional<IommuLog> iommu() {
        return translates ? Optional.of(iommu) : Optional.empty();
    }

    /// Plugs in a queue of a virtio device.
    ///
    /// @param virtioDevice name on the virtio bus
    /// @param number number of the device
    /// @param index index of the queue in the device
    public VirtqueueLog queue(String virtioDevice, int number, int index) {
        VirtqueueLog queue = new VirtqueueLog(
                lines,
                virtioDevice,
                index,
                FIRST_VDEV + number * VDEV_SPACING,
                FIRST_VQ + number * VQS_SPACING + index * VQ_BYTES,
                FIRST_ELEMENT + queues.size() * ELEMENTS_SPACING);
        queues.add(queue);
        return queue;
    }

    /// Writes what happens before a moment: nothing earlier will be added.
    public void writeUntil(long ns) {
        lines.writeUntil(ns);
    }

    /// Writes the rest and puts the log in its place.
    public void finish() throws IOException {
        lines.finish();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    /// What is true of the log, when it is finished.
    public DeviceTruth truth() {
        return new DeviceTruth(
                log.offsetNs(),
                log.driftPpm(),
                lines.written(),
                iommu.translations(),
                iommu.faults(),
                iommu.invalidations(),
                queues.stream().map(VirtqueueLog::truth).toList(),
                iommu.wrongAccesses());
    }
}
