// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.dmatape.replay.event.DmaDirection;
import org.dmatape.replay.event.Names;
import org.dmatape.replay.event.TapeNames;
import org.dmatape.replay.model.Divergence;
import org.dmatape.replay.model.DivergenceBuilder;
import org.dmatape.replay.model.Rule;

/// Puts divergences into words. Called for divergences only, which are rare.
public final class DivergenceText {

    private final TapeNames names;
    private final Mappings mappings;
    private final AddressBook addresses;

    public DivergenceText(TapeNames names, Mappings mappings, AddressBook addresses) {
        this.names = names;
        this.mappings = mappings;
        this.addresses = addresses;
    }

    /// Begins a divergence at the unmap that ends a mapping: its device, time, CPU, extent and history.
    public DivergenceBuilder atUnmap(Rule rule, int map, Closing unmap) {
        return about(rule, map).at(unmap.tsNs(), unmap.cpu()).history(history(mappings.address(map), unmap.eventId()));
    }

    /// Begins a divergence at the event that made a mapping: its device, time, CPU, extent and history.
    public DivergenceBuilder atMap(Rule rule, int map) {
        return about(rule, map)
                .at(mappings.tsNs(map), mappings.cpu(map))
                .history(history(mappings.address(map), mappings.mapId(map)));
    }

    private DivergenceBuilder about(Rule rule, int map) {
        return Divergence.of(rule)
                .device(device(mappings.device(map)))
                .dmaAddress(mappings.dmaAddress(map))
                .physAddress(phys(map))
                .sizeBytes(size(map));
    }

    /// The name of a device, where it is known.
    public Optional<String> device(int number) {
        return number == Names.UNKNOWN
                ? Optional.empty()
                : Optional.of(names.devices().name(number));
    }

    /// The memory a mapping was made of, where it is known.
    public OptionalLong phys(int map) {
        return mappings.hasPhysAddress(map) ? OptionalLong.of(mappings.physAddress(map)) : OptionalLong.empty();
    }

    /// The bytes of a mapping, where they are known.
    public OptionalLong size(int map) {
        return mappings.hasSize(map) ? OptionalLong.of(mappings.size(map)) : OptionalLong.empty();
    }

    /// A mapping as the model holds it.
    public String mapping(int map) {
        return mapping(map, Mappings.NOT_ENDED);
    }

    /// A mapping as the model held it before an event.
    public String mapping(int map, long event) {
        String end = mappings.unmapId(map) < event
                ? ", unmapped in event " + mappings.unmapId(map)
                : mappings.endId(map) < event ? ", superseded in event " + mappings.endId(map) : "";
        return "%s mapped %s as %s at %s in event %d%s"
                .formatted(
                        mappings.hasSize(map) ? Long.toUnsignedString(mappings.size(map)) + " bytes" : "unknown bytes",
                        word(mappings.direction(map)),
                        word(mappings.api(map)),
                        hex(mappings.dmaAddress(map)),
                        mappings.mapId(map),
                        end);
    }

    /// What happened at an address before an event, oldest first, as far as it is remembered.
    public List<String> history(int address, long event) {
        List<String> past = new ArrayList<>();
        if (address == AddressBook.NONE) {
            return past;
        }
        for (int map = addresses.ended(address); map != Mappings.NONE; map = mappings.nextAtAddress(map)) {
            if (mappings.mapId(map) < event) {
                past.addFirst(mapping(map, event));
            }
        }
        int live = addresses.live(address);
        if (live != Mappings.NONE && mappings.mapId(live) < event) {
            past.add(mapping(live, event));
        }
        return past;
    }

    /// A constant as it is written: in lower case.
    public static String word(Enum<?> constant) {
        return constant == DmaDirection.UNKNOWN
                ? "in an unknown direction"
                : constant.name().toLowerCase(Locale.ROOT);
    }

    /// An address, unsigned.
    public static String hex(long address) {
        return "0x" + Long.toHexString(address);
    }
}
