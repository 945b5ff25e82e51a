// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.device;

import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The one spelling of a PCI device, that of Linux: `0000:00:05.0`.
///
/// ```
///   requester id   15         8 7      3 2        0
///                 +------------+--------+----------+
///                 | bus        | slot   | function |   0000:00:05.0 is 0x28, decimal 40
///                 +------------+--------+----------+
/// ```
/// VT-d and SMMU call this number the source or stream id (`sid 0x28`), virtio-iommu the endpoint (`endpoint=40`), AMD
/// the device id (`devid: 00:05.0`); its lower half is the devfn. VT-d's traces print the function with two digits
/// (`00:05.00`), its kernel driver leaves the segment out (`00:05.0`). What a machine with several segments counts
/// above 16 bits is taken as the segment, as virtio-iommu's table (VIOT) numbers them by default.
///
/// @param segment PCI segment, also called domain
/// @param bus bus
/// @param slot slot, also called device
/// @param function function
public record PciAddress(int segment, int bus, int slot, int function) {

    private static final int MOST_SEGMENT = 0xffff;
    private static final int MOST_BUS = 0xff;
    private static final int MOST_SLOT = 0x1f;
    private static final int MOST_FUNCTION = 7;
    private static final int SEGMENT_SHIFT = 16;
    private static final int BUS_SHIFT = 8;
    private static final int SLOT_SHIFT = 3;
    private static final int HEX = 16;
    private static final Pattern TEXT =
            Pattern.compile("(?:([0-9a-fA-F]{4,8}):)?([0-9a-fA-F]{1,2}):([0-9a-fA-F]{1,2})\\.(?:0)?([0-7])");

    public PciAddress {
        require("segment", segment, MOST_SEGMENT);
        require("bus", bus, MOST_BUS);
        require("slot", slot, MOST_SLOT);
        require("function", function, MOST_FUNCTION);
    }

    private static void require(String what, int value, int most) {
        if (value < 0 || value > most) {
            throw new IllegalArgumentException(what + " is " + value + ", expected 0 to " + most);
        }
    }

    /// The device of a source id, stream id or endpoint; empty when it is no PCI device's.
    public static Optional<PciAddress> ofRequesterId(long id) {
        if (id < 0 || id >>> SEGMENT_SHIFT > MOST_SEGMENT) {
            return Optional.empty();
        }
        int number = (int) id;
        return Optional.of(new PciAddress(
                number >>> SEGMENT_SHIFT,
                number >>> BUS_SHIFT & MOST_BUS,
                number >>> SLOT_SHIFT & MOST_SLOT,
                number & MOST_FUNCTION));
    }

    /// The device of a bus and a devfn.
    public static Optional<PciAddress> ofBusAndDevfn(long bus, long devfn) {
        return bus < 0 || bus > MOST_BUS || devfn < 0 || devfn > MOST_BUS
                ? Optional.empty()
                : ofRequesterId((bus << BUS_SHIFT) | devfn);
    }

    /// Reads `0000:00:05.0`, `00:05.0` and `00:05.00`.
    public static Optional<PciAddress> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        long segment = parts.group(1) == null ? 0 : Long.parseLong(parts.group(1), HEX);
        int slot = Integer.parseInt(parts.group(3), HEX);
        if (segment > MOST_SEGMENT || slot > MOST_SLOT) {
            return Optional.empty();
        }
        return Optional.of(new PciAddress(
                (int) segment, Integer.parseInt(parts.group(2), HEX), slot, Integer.parseInt(parts.group(4), HEX)));
    }

    /// Segment, bus, slot and function as one number.
    public int requesterId() {
        return (segment << SEGMENT_SHIFT) | (bus << BUS_SHIFT) | (slot << SLOT_SHIFT) | function;
    }

    /// The one spelling.
    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits((short) segment) + ":" + hex.toHexDigits((byte) bus) + ":" + hex.toHexDigits((byte) slot)
                + "." + function;
    }
}
