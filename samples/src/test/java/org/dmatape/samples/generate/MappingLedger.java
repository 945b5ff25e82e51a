// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The simplest model of the DMA API that could work: one entry per device and DMA address, filled and emptied by the
/// lines of a `trace-cmd report`. It knows no legal oddities, so recordings held against it must have none.
final class MappingLedger {

    private static final Pattern LINE = Pattern.compile(
            "dma_(map|unmap)_(?:page|phys):\\s+(\\S+) dir=(\\S+) dma_addr=(\\p{XDigit}+) size=(\\d+)(?: phys_addr=(\\p{XDigit}+))? attrs=.*");
    private static final String ERROR_ADDRESS = "ffffffffffffffff";

    private record Place(String device, String dma) {}

    private record Mapping(long size, String direction, long phys) {}

    private record Bytes(String device, long phys, long size) {}

    private final Map<Place, Mapping> live = new HashMap<>();
    private final Map<Bytes, Integer> liveBytes = new HashMap<>();
    private final Set<Place> everMapped = new HashSet<>();
    private final Map<String, Long> anomalies = new TreeMap<>();

    /// What was wrong in a report, by what it is.
    static Map<String, Long> anomalies(TraceCmdReport report) {
        MappingLedger ledger = new MappingLedger();
        for (String line : report.lines()) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.find()) {
                ledger.enter(matcher);
            }
        }
        return ledger.anomalies;
    }

    private void enter(Matcher event) {
        Place place = new Place(event.group(2), event.group(4));
        if (place.dma().equals(ERROR_ADDRESS)) {
            if (event.group(1).equals("unmap")) {
                count("map-error-unchecked");
            }
            return;
        }
        long size = Long.parseLong(event.group(5));
        if (event.group(1).equals("map")) {
            map(place, new Mapping(size, event.group(3), Long.parseUnsignedLong(event.group(6), 16)));
        } else {
            unmap(place, size, event.group(3));
        }
    }

    private void map(Place place, Mapping mapping) {
        if (live.put(place, mapping) != null) {
            count("address in use");
        }
        everMapped.add(place);
        if (liveBytes.merge(new Bytes(place.device(), mapping.phys(), mapping.size()), 1, Integer::sum) > 1) {
            count("double-map");
        }
    }

    private void unmap(Place place, long size, String direction) {
        Mapping mapping = live.remove(place);
        if (mapping == null) {
            count(everMapped.contains(place) ? "double-unmap" : "never-mapped");
            return;
        }
        liveBytes.merge(new Bytes(place.device(), mapping.phys(), mapping.size()), -1, Integer::sum);
        if (mapping.size() != size) {
            count("unmap-size-mismatch");
        }
        if (!mapping.direction().equals(direction)) {
            count("unmap-direction-mismatch");
        }
    }

    private void count(String anomaly) {
        anomalies.merge(anomaly, 1L, Long::sum);
    }
}
