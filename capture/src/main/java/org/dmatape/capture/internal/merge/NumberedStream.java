// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.merge;

import org.dmatape.capture.recording.CpuStream;

/// A stream of events with the number their buffer has in table `source`.
///
/// @param stream events
/// @param sourceId buffer
/// @param bigEndian byte order of the records
public record NumberedStream(CpuStream stream, int sourceId, boolean bigEndian) {}
