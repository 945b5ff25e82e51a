// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.dmatape.replay.event.DmaDirection;
import org.dmatape.replay.event.Names;
import org.dmatape.replay.event.TapeNames;
import org.dmatape.replay.model.Divergence;
import org.dmatape.replay.model.Rule;

/// Puts divergences into words. Called for divergences only, which are rare.
final class DivergenceText {

    private final TapeNames names;
    private final Mappings mappings;
    private final AddressBook addresses;

    DivergenceText(TapeNames names, Mappings mappings, AddressBook addresses) {
        this.names = names;
        this.mappings = mappings;
        this.addresses = addresses;
    }

    /// A divergence at an event about a mapping.
    Divergence atUnmap(Rule rule, Optional<String> kind, int map, Closing unmap, String held, String recorded) {
        return new Divergence(
                rule,
                kind,
                device(mappings.device(map)),
                OptionalLong.of(unmap.tsNs()),
                OptionalInt.of(unmap.cpu()),
                OptionalLong.of(mappings.dmaAddress(map)),
                phys(map),
                size(map),
                1,
                held,
                recorded,
                history(mappings.address(map), unmap.eventId()),
                List.of(mappings.mapId(map), unmap.eventId()));
    }

    /// A divergence at the event that made a mapping.
    Divergence atMap(Rule rule, int map, long count, String held, String recorded, List<Long> events) {
        return new Divergence(
                rule,
                Optional.empty(),
                device(mappings.device(map)),
                OptionalLong.of(mappings.tsNs(map)),
                OptionalInt.of(mappings.cpu(map)),
                OptionalLong.of(mappings.dmaAddress(map)),
                phys(map),
                size(map),
                count,
                held,
                recorded,
                history(mappings.address(map), mappings.mapId(map)),
                events);
    }

    Optional<String> device(int number) {
        return number == Names.UNKNOWN
                ? Optional.empty()
                : Optional.of(names.devices().name(number));
    }

    OptionalLong phys(int map) {
        return mappings.hasPhysAddress(map) ? OptionalLong.of(mappings.physAddress(map)) : OptionalLong.empty();
    }

    OptionalLong size(int map) {
        return mappings.hasSize(map) ? OptionalLong.of(mappings.size(map)) : OptionalLong.empty();
    }

    /// A mapping as the model holds it.
    String mapping(int map) {
        return mapping(map, Mappings.NOT_ENDED);
    }

    /// A mapping as the model held it before an event.
    String mapping(int map, long event) {
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
    List<String> history(int address, long event) {
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

    static String word(Enum<?> constant) {
        return constant == DmaDirection.UNKNOWN
                ? "in an unknown direction"
                : constant.name().toLowerCase(Locale.ROOT);
    }

    static String hex(long address) {
        return "0x" + Long.toHexString(address);
    }
}
