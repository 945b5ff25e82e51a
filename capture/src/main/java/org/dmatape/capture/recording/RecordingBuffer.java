// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.recording;

import java.util.List;

/// One ring buffer of a recording: the main one (empty name) or an instance.
///
/// @param name name of the instance, empty for the main buffer
/// @param clock trace clock, e.g. `mono`
/// @param subBufferBytes size of a sub-buffer (page) of this ring
/// @param cpus CPUs that have data
public record RecordingBuffer(String name, String clock, int subBufferBytes, List<Integer> cpus) {

    public RecordingBuffer {
        cpus = List.copyOf(cpus);
    }
}
