// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.store;

import java.time.Instant;
import java.time.LocalDate;

/// What a store says first of a capture: where it comes from and how it came out.
///
/// @param capture its key: the first 16 hex digits of its content's checksum
/// @param content checksum of the recordings it was made from
/// @param name what people call it: its path below the folder it was taken from
/// @param host the machine it was recorded on
/// @param scenario what was run
/// @param night the night it belongs to
/// @param startedAt when it was recorded
/// @param fingerprint environment it was run in
/// @param verdict of its checks: clean, findings or inconclusive
/// @param events events read
/// @param lostEvents events known to be lost
/// @param lossy whether events were lost, which can be known without their number
/// @param pruned whether its tape has been removed from the lake
public record StoredCapture(
        String capture,
        String content,
        String name,
        String host,
        String scenario,
        LocalDate night,
        Instant startedAt,
        String fingerprint,
        String verdict,
        long events,
        long lostEvents,
        boolean lossy,
        boolean pruned) {

    /// Hex digits of a checksum that make a key.
    public static final int KEY_LENGTH = 16;

    /// The key of a capture.
    ///
    /// @param content checksum of its recordings
    public static String key(String content) {
        return content.substring(0, KEY_LENGTH);
    }
}
