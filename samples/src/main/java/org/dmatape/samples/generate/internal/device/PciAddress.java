// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.device;

/// Address of a device on its bus, as QEMU writes it.
///
/// @param bus bus
/// @param slot slot on the bus
/// @param function function of the slot
public record PciAddress(int bus, int slot, int function) {

    private static final int HEXADECIMAL = 16;
    private static final int BUS_SHIFT = 8;
    private static final int SLOT_SHIFT = 3;

    /// Reads a name as Linux writes it, `0000:00:05.0`.
    public static PciAddress of(String linuxName) {
        String[] parts = linuxName.split("[:.]", -1);
        return new PciAddress(
                Integer.parseInt(parts[1], HEXADECIMAL),
                Integer.parseInt(parts[2], HEXADECIMAL),
                Integer.parseInt(parts[3], HEXADECIMAL));
    }

    /// The source id of its requests: bus, slot and function in 16 bits.
    public int sourceId() {
        return bus << BUS_SHIFT | slot << SLOT_SHIFT | function;
    }

    /// `00:05.00`: two digits of everything, in 7.2 also of the function.
    @Override
    public String toString() {
        return String.format("%02x:%02x.%02x", bus, slot, function);
    }
}
