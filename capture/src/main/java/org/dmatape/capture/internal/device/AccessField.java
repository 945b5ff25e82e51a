// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.device;

import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.internal.decode.DynamicField;
import org.dmatape.capture.internal.decode.FieldReader;
import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.capture.internal.rows.AccessKind;

/// Reads whether the device read or wrote, where an event says so: `write` is 0 or 1, `flags` of virtio-iommu is 1 for
/// a read and 2 for a write, `access` of RISC-V is `RO` or `WR`. What a page table would allow (`perm`, the low bits of
/// an entry) is no access.
final class AccessField {

    private static final long FLAG_READ = 1;
    private static final long FLAG_WRITE = 2;
    private static final long FLAGS_OF_ACCESS = FLAG_READ | FLAG_WRITE;

    private final FieldReader write;
    private final FieldReader flags;
    private final DynamicField access;

    AccessField(EventFormat format) {
        this.write = FieldReader.of(format, "write");
        this.flags = FieldReader.of(format, "flags");
        this.access = DynamicField.of(format, "access");
    }

    AccessKind read(EventCursor event) {
        if (write.isPresent()) {
            return AccessKind.ofWrite(write.read(event) != 0);
        }
        if (flags.isPresent()) {
            long accessFlags = flags.read(event) & FLAGS_OF_ACCESS;
            return accessFlags == FLAG_READ
                    ? AccessKind.READ
                    : accessFlags == FLAG_WRITE ? AccessKind.WRITE : AccessKind.UNKNOWN;
        }
        if (access.isPresent() && access.lengthBytes(event) == 2) {
            int first = event.unsignedByte(access.start(event));
            int second = event.unsignedByte(access.start(event) + 1);
            if (first == 'R' && second == 'O') {
                return AccessKind.READ;
            }
            return first == 'W' && second == 'R' ? AccessKind.WRITE : AccessKind.UNKNOWN;
        }
        return AccessKind.UNKNOWN;
    }
}
