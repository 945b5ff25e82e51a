// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.kernellog;

import java.util.List;
import java.util.OptionalLong;
import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.synthetic.SyntheticFormat;
import org.dmatape.capture.synthetic.SyntheticFormat.Field;

/// A fault that the driver of an IOMMU reported.
///
/// @param requesterId bus, slot and function of the device, see [org.dmatape.capture.internal.device.PciAddress]
/// @param iova faulting address
/// @param access what the device wanted to do
/// @param reason as the driver has it
record KernelFault(OptionalLong requesterId, OptionalLong iova, Access access, String reason) {

    /// Id of the records.
    static final int ID = 1;

    static final String EVENT = "iommu_fault";
    static final int DEVICE_FIELD = 0;
    static final int IOVA_FIELD = 1;
    static final int HAS_IOVA_FIELD = 2;
    static final int FLAGS_FIELD = 3;
    static final int REASON_FIELD = 4;
    static final int FIELDS = 5;

    /// Layout of the records.
    static final EventFormat FORMAT = SyntheticFormat.of(
            ID,
            KernelLogRecording.SYSTEM,
            EVENT,
            List.of(
                    new Field("endpoint", false, true),
                    Field.number("iova"),
                    Field.number("has_iova"),
                    Field.number("flags"),
                    Field.text("reason")));

    /// Read and write, in the bits the flags of virtio-iommu have.
    enum Access {
        UNKNOWN(0),
        READ(1),
        WRITE(2);

        private final int flags;

        Access(int flags) {
            this.flags = flags;
        }

        int flags() {
            return flags;
        }
    }
}
