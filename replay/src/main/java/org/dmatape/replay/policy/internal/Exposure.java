// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.policy.internal;

/// Bytes a device can reach that nobody asked to map, over time.
final class Exposure {

    private static final double NS_PER_SECOND = 1e9;

    private long bytes;
    private long peakBytes;
    private long sinceNs;
    private double byteNs;

    /// From now on it is so many bytes more, or fewer.
    void change(long tsNs, long difference) {
        byteNs += (double) bytes * Math.max(0, tsNs - sinceNs);
        sinceNs = Math.max(sinceNs, tsNs);
        bytes += difference;
        peakBytes = Math.max(peakBytes, bytes);
    }

    long peakBytes() {
        return peakBytes;
    }

    long byteSeconds() {
        return Math.round(byteNs / NS_PER_SECOND);
    }
}
