// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat;

import java.util.List;
import org.dmatape.capture.recording.RecordingException;
import org.dmatape.capture.tracedat.file.Printable;
import org.dmatape.capture.tracedat.file.RecordingFile;
import org.dmatape.capture.tracedat.page.CpuExtent;

/// Checks that the data of every CPU lies in the file. When salvaging, data that is cut off is kept, because its front
/// can be read; what lies behind the end of the file altogether is noted as missing.
///
/// @param file the recording
/// @param salvage whether what is missing is noted instead of being an error
record ExtentCheck(RecordingFile file, boolean salvage) {

    BufferTable check(BufferTable buffer, Metadata metadata) {
        if (metadata.buffers().stream().anyMatch(other -> other.name().equals(buffer.name()))) {
            throw new RecordingException(
                    file.path() + ": holds more than one buffer named " + Printable.quoted(buffer.name()));
        }
        List<CpuExtent> present = buffer.cpus().stream()
                .filter(extent -> isPresent(buffer, extent, metadata))
                .toList();
        return new BufferTable(buffer.name(), buffer.clock(), buffer.subBufferBytes(), buffer.compressed(), present);
    }

    private boolean isPresent(BufferTable buffer, CpuExtent extent, Metadata metadata) {
        String what = "data of CPU " + extent.cpu()
                + (buffer.name().isEmpty() ? "" : " of buffer " + Printable.quoted(buffer.name()));
        try {
            file.requireWithin(extent.offset(), salvage ? 1 : extent.sizeBytes(), what);
            if (extent.sizeBytes() < 0) {
                throw file.damaged(extent.offset(), what, Long.toUnsignedString(extent.sizeBytes()) + " bytes");
            }
            return true;
        } catch (RecordingException e) {
            if (!salvage) {
                throw e;
            }
            metadata.damage().add(String.valueOf(e.getMessage()));
            return false;
        }
    }
}
