// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.run;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.dmatape.replay.model.Model;

/// The final state in one line, to compare two replays by.
///
/// Every live segment makes the line `mapping DEVICE API DIRECTION SIZE ADDRESSES`, every buffer in flight the line
/// `buffer VIRTIO_DEVICE QUEUE ADDRESSES`, with single spaces, `-` for what is unknown, sizes in decimal. ADDRESSES are
/// `DMA_ADDRESS PHYS_ADDRESS` or `TOKEN` in hexadecimal without prefix in `state`, and left out, with the space before,
/// in `shape`. The lines are sorted by their UTF-8 bytes, each ends with a line feed, and the first 16 bytes of the
/// SHA-256 of them all are the digest.
///
/// @param state of everything; two replays of one tape have the same
/// @param shape of everything but addresses, which differ from boot to boot
/// @param mappings live segments
/// @param buffers buffers in flight
public record StateDigest(String state, String shape, long mappings, long buffers) {

    private static final int DIGEST_BYTES = 16;

    /// The digest of what a model holds.
    static StateDigest of(Model model) {
        List<String> exact = new ArrayList<>();
        List<String> shapes = new ArrayList<>();
        model.forEachLiveMapping(mapping -> {
            String shape = String.join(
                    " ",
                    "mapping",
                    mapping.device().orElse("-"),
                    word(mapping.api()),
                    word(mapping.direction()),
                    mapping.sizeBytes().isPresent()
                            ? Long.toUnsignedString(mapping.sizeBytes().getAsLong())
                            : "-");
            shapes.add(shape);
            exact.add(shape + " " + Long.toHexString(mapping.dmaAddress()) + " " + hex(mapping.physAddress()));
        });
        long mappings = exact.size();
        model.forEachBufferInFlight(buffer -> {
            String shape = "buffer " + orDash(buffer.virtioDevice()) + " " + orDash(buffer.queue());
            shapes.add(shape);
            exact.add(shape + " " + Long.toHexString(buffer.token()));
        });
        return new StateDigest(digest(exact), digest(shapes), mappings, exact.size() - mappings);
    }

    /// The one line.
    public String line() {
        return "state " + state + " shape " + shape + " (" + mappings + " live mappings, " + buffers
                + " buffers in flight)";
    }

    private static String digest(List<String> lines) {
        Collections.sort(lines);
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (String line : lines) {
                sha.update((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(sha.digest(), 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String orDash(Optional<String> name) {
        return name.orElse("-");
    }

    private static String hex(OptionalLong address) {
        return address.isPresent() ? Long.toHexString(address.getAsLong()) : "-";
    }
}
