// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.instrument;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dmatape.capture.instrument.InstrumentationException.Kind;

/// Filters that leave out what no check looks at: interrupts of other devices, and with `--device` everything of
/// other devices that says whose it is.
final class EventFilters {

    private static final Map<String, String> DEVICE_FIELD_OF_SYSTEM = Map.of("dma", "device", "swiotlb", "dev_name");
    private static final String ANY_VIRTIO = "name ~ \"virtio*\"";

    private final List<String> virtioDevices;
    private final List<String> dmaDevices;

    EventFilters(List<String> devices, KernelSurvey survey) {
        for (String device : devices) {
            if (!device.matches("[\\w:.-]+")) {
                throw new InstrumentationException(
                        Kind.ASKED, "'" + device + "' is no device name: give one like virtio0 or 0000:00:05.0");
            }
        }
        Map<String, String> parents = survey.virtioDevices();
        this.virtioDevices = devices.stream()
                .flatMap(device -> Stream.concat(
                        parents.containsKey(device) ? Stream.of(device) : Stream.empty(),
                        parents.entrySet().stream()
                                .filter(entry -> entry.getValue().equals(device))
                                .map(Map.Entry::getKey)))
                .distinct()
                .toList();
        this.dmaDevices = devices.stream()
                .map(device -> parents.getOrDefault(device, device))
                .distinct()
                .toList();
    }

    String ofTracepoint(String system, String name) {
        if (system.equals("irq") && name.equals("irq_handler_entry")) {
            return virtioDevices.isEmpty() ? ANY_VIRTIO : anyOf("name", "~", virtioDevices, "-*");
        }
        String field = DEVICE_FIELD_OF_SYSTEM.get(system);
        return field == null ? "" : anyOf(field, "==", dmaDevices, "");
    }

    String ofProbe(String definition) {
        if (definition.contains(" dma=")) {
            return anyOf("dma", "==", dmaDevices, "");
        }
        return definition.contains(" dev=") ? anyOf("dev", "==", dmaDevices, "") : "";
    }

    private static String anyOf(String field, String operator, List<String> values, String suffix) {
        return values.stream()
                .map(value -> field + " " + operator + " \"" + value + suffix + "\"")
                .collect(Collectors.joining(" || "));
    }
}
