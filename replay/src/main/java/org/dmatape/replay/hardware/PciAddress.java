// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.hardware;

import java.util.Locale;

/// Where a device sits on PCI, as sysfs writes it: `domain:bus:device.function`.
///
/// @param text such as `0000:00:03.0`
public record PciAddress(String text) {

    /// Reads an address; the domain may be left out.
    ///
    /// @throws IllegalArgumentException when it is none
    public static PciAddress parse(String text) {
        String address = text.toLowerCase(Locale.ROOT);
        if (address.matches("[0-9a-f]{2}:[01][0-9a-f]\\.[0-7]")) {
            return new PciAddress("0000:" + address);
        }
        if (address.matches("[0-9a-f]{4,8}:[0-9a-f]{2}:[01][0-9a-f]\\.[0-7]")) {
            return new PciAddress(address);
        }
        throw new IllegalArgumentException(
                "'" + text + "' is no PCI address: expected domain:bus:device.function such as 0000:00:03.0");
    }

    @Override
    public String toString() {
        return text;
    }
}
