// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.event.probe;

import org.dmatape.samples.generate.KernelFlavour;
import org.dmatape.samples.generate.internal.event.layout.EventCatalogue;
import org.dmatape.samples.generate.internal.event.layout.EventDefinition;
import org.dmatape.samples.generate.internal.event.layout.FieldType;

/// Probes around `dma_map_page_attrs` and `dma_unmap_page_attrs`, as the lab sets them; on a 6.1 kernel, as the kprobes
/// that stand in for its missing `dma` events.
///
/// @param map those around a map
/// @param unmap those around an unmap
public record MappingProbes(MapProbes map, UnmapProbes unmap) {

    /// How the probes of a kernel are made.
    ///
    /// @param system tracefs group they are in
    /// @param suffix what is added to their names
    /// @param attributes whether they fetch the `DMA_ATTR_*` bits
    /// @param result the name of the field with what was returned
    /// @param longBytes bytes of a kernel `long`
    /// @param entryOffset how far into a function its entry probe lies
    record Kind(String system, String suffix, boolean attributes, String result, int longBytes, int entryOffset) {

        public static Kind of(KernelFlavour kernel, int longBytes) {
            return kernel.hasDmaEvents()
                    ? new Kind("vq", "_page", false, "ret", longBytes, Integer.BYTES)
                    : new Kind("dmap", "", true, "addr", longBytes, 0);
        }

        /// Ends the definition of an entry probe.
        ///
        /// @param format how the fields are printed, but for the attributes
        /// @param arguments what is printed
        EventDefinition entry(EventCatalogue.Builder fields, String format, String arguments) {
            if (attributes) {
                return fields.field("attrs", FieldType.U64)
                        .print("\"(%lx) " + format + " attrs=0x%Lx\", REC->__probe_ip, " + arguments + ", REC->attrs");
            }
            return fields.print("\"(%lx) " + format + "\", REC->__probe_ip, " + arguments);
        }
    }

    /// Adds the probes to the events that are recorded.
    public static MappingProbes of(EventCatalogue catalogue, KernelFlavour kernel, int longBytes) {
        Kind kind = Kind.of(kernel, longBytes);
        return new MappingProbes(new MapProbes(catalogue, kind), new UnmapProbes(catalogue, kind));
    }
}
