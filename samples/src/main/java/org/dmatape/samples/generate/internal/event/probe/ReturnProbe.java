// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.event.probe;

import org.dmatape.samples.generate.internal.event.layout.CpuTrace;
import org.dmatape.samples.generate.internal.event.layout.EventCatalogue;
import org.dmatape.samples.generate.internal.event.layout.EventDefinition;
import org.dmatape.samples.generate.internal.event.layout.FieldType;
import org.dmatape.samples.generate.internal.ring.RingWriter;

/// Probe on the return of a function, with its result in field `ret`.
public final class ReturnProbe {

    private final EventDefinition event;
    private final ProbeSite site;
    private final FieldType resultType;
    private final int returnSiteOffset;
    private final int resultOffset;

    ReturnProbe(EventCatalogue catalogue, String name, ProbeSite site, FieldType resultType, String resultFormat) {
        this.site = site;
        this.resultType = resultType;
        event = catalogue
                .returnProbe("vq", name)
                .field("ret", resultType)
                .print("\"(%lx <- %lx) ret=" + resultFormat + "\", REC->__probe_func, REC->__probe_ret_ip, REC->ret");
        returnSiteOffset = event.offsetOf("__probe_ret_ip");
        resultOffset = event.offsetOf("ret");
    }

    public void write(CpuTrace cpu, long result) {
        if (cpu.begin(event, event.fixedBytes())) {
            RingWriter ring = cpu.ring(event);
            ring.putKernelLong(EventDefinition.COMMON_BYTES, site.entry());
            ring.putKernelLong(returnSiteOffset, site.returnTo());
            switch (resultType.bytes(Long.BYTES)) {
                case Byte.BYTES -> ring.putByte(resultOffset, (int) result);
                case Integer.BYTES -> ring.putInt(resultOffset, (int) result);
                default -> ring.putLong(resultOffset, result);
            }
        }
    }
}
