// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.qemuevent;

/// One way in which some version of QEMU prints an event.
///
/// @param name name of the event
/// @param arguments how it prints its arguments
public record QemuEvent(String name, ArgumentPattern arguments) {

    static QemuEvent of(String name, String arguments) {
        return new QemuEvent(name, ArgumentPattern.parse(arguments));
    }
}
