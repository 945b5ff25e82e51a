// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.replay.hardware;

import java.io.IOException;
import java.io.Writer;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dmatape.analyze.database.NamedTape;
import org.dmatape.cli.output.OutputFormat;
import org.dmatape.cli.output.ProgressLine;
import org.dmatape.cli.session.Session;
import org.dmatape.cli.session.UsageException;
import org.dmatape.replay.hardware.AddressSpace;
import org.dmatape.replay.hardware.HardwareReplay;
import org.dmatape.replay.hardware.HardwareReport;
import org.dmatape.replay.hardware.ModelAddressSpace;
import org.dmatape.replay.hardware.PciAddress;
import org.dmatape.replay.run.Speed;

/// Makes the mappings of a tape once more and tells of it in the format asked for.
public final class HardwareOutput {

    private static final int STEPS_PER_LOOK = 256;
    private static final long MODEL_PAGE_BYTES = 4096;

    private final Session session;
    private final OutputFormat format;
    private final boolean quiet;

    /// @param quiet whether to say nothing on standard error
    public HardwareOutput(Session session, OutputFormat format, boolean quiet) {
        this.session = session;
        this.format = format;
        this.quiet = quiet;
    }

    /// Says what would be made, and on what, without touching any hardware.
    ///
    /// @param device a device, when only its mappings are meant
    /// @throws UsageException when the mappings are those of several devices, which have no address space in common
    public HardwareReport survey(NamedTape tape, Optional<String> device) throws IOException {
        try (ModelAddressSpace model = new ModelAddressSpace(MODEL_PAGE_BYTES)) {
            HardwareReport report = run(tape, device, Speed.MAX, model, "reading ");
            if (report.devices().isEmpty()) {
                throw new UsageException(tape.name() + " has no maps or unmaps of the DMA API that could be made");
            }
            if (report.devices().size() > 1) {
                throw new UsageException(
                        tape.name() + " has mappings of several devices, each of which has addresses of"
                                + " its own: choose one with --device "
                                + report.devices().stream().collect(Collectors.joining(", ")));
            }
            return report;
        }
    }

    /// Makes them.
    ///
    /// @param largestBytes of one range of pages
    public HardwareReport replay(
            NamedTape tape, Optional<String> device, Speed speed, PciAddress target, long largestBytes)
            throws IOException {
        try (AddressSpace space = AddressSpace.of(target, largestBytes)) {
            HardwareReport report = run(tape, device, speed, space, "replaying ");
            write(tape.name(), space.description(), report, true);
            return report;
        }
    }

    private HardwareReport run(NamedTape tape, Optional<String> device, Speed speed, AddressSpace space, String doing) {
        try (HardwareReplay replay = new HardwareReplay(tape.tape(), device, speed, space);
                ProgressLine progress = new ProgressLine(session, quiet, doing + tape.name())) {
            int steps = 0;
            while (replay.step()) {
                if (++steps % STEPS_PER_LOOK == 0) {
                    progress.update(replay.rows(), 0);
                }
            }
            return replay.report();
        }
    }

    /// Tells of a report.
    ///
    /// @param target what the mappings were, or would be, made in
    /// @param measured whether calls were made
    public void write(String tape, String target, HardwareReport report, boolean measured) throws IOException {
        switch (format) {
            case TABLE -> {
                try (Writer out = session.dataText()) {
                    new HardwareText(out, session.dataStyles()).write(tape, target, report, measured);
                }
            }
            case JSON -> HardwareJson.write(tape, target, report, measured, session);
            case JSONL, CSV, ARROW -> format.writer().write(HardwareRows.of(report, measured), session);
        }
    }
}
