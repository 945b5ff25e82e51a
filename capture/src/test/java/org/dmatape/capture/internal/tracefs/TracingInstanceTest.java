// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.tracefs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dmatape.capture.instrument.PlannedEvent;
import org.dmatape.capture.live.RecordException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On a folder that looks like tracefs.
class TracingInstanceTest {

    private static final Owner OWNER = new Owner(12, 34, 56);

    private final List<String> lines = new ArrayList<>();

    @TempDir
    private Path root;

    @Test
    void whatIsMadeIsRemovedAgain() throws IOException {
        Files.createFile(root.resolve("buffer_percent"));
        Files.createFile(root.resolve("buffer_subbuf_size_kb"));
        TracingInstance instance = new TracingInstance(new PrintedControl(root, lines::add), "dynamic_events", OWNER);

        instance.make(new BufferSizes(4096, 16, false));
        instance.enable(new PlannedEvent.Tracepoint("dma", "dma_map_phys", "device == \"a\"", false));
        instance.enable(
                new PlannedEvent.Probe("dmatape", "kick", "f:dmatape/kick virtqueue_kick name=+0(dmatape/x):string"));
        instance.start();
        instance.remove();

        assertThat(lines.stream().map(this::withoutRoot))
                .containsExactly(
                        "mkdir /instances/dmatape-12-34-56",
                        "echo '0' > /instances/dmatape-12-34-56/tracing_on",
                        "echo 'mono' > /instances/dmatape-12-34-56/trace_clock",
                        "echo '10' > /instances/dmatape-12-34-56/buffer_percent",
                        "echo '16' > /instances/dmatape-12-34-56/buffer_subbuf_size_kb",
                        "echo '4096' > /instances/dmatape-12-34-56/buffer_size_kb",
                        "echo 'device == \"a\"' > /instances/dmatape-12-34-56/events/dma/dma_map_phys/filter",
                        "echo '1' > /instances/dmatape-12-34-56/events/dma/dma_map_phys/enable",
                        "echo 'f:dmatape_12_34_56/kick virtqueue_kick name=+0(dmatape/x):string' >> /dynamic_events",
                        "echo '1' > /instances/dmatape-12-34-56/events/dmatape_12_34_56/kick/enable",
                        "echo '1' > /instances/dmatape-12-34-56/tracing_on",
                        "echo '0' > /instances/dmatape-12-34-56/tracing_on",
                        "echo '0' > /instances/dmatape-12-34-56/events/enable",
                        "rmdir /instances/dmatape-12-34-56",
                        "echo '-:dmatape_12_34_56/kick' >> /dynamic_events");
    }

    @Test
    void stacksAreRecordedOfWhatTheFilterLetsThrough() throws IOException {
        TracingInstance instance = new TracingInstance(new PrintedControl(root, lines::add), "dynamic_events", OWNER);

        instance.enable(new PlannedEvent.Tracepoint("dma", "dma_map_phys", "device == \"a\"", true));
        instance.enable(new PlannedEvent.Probe("dmatape", "map_ret", "r:dmatape/map_ret dma_map_phys", "", true));

        assertThat(lines.stream().filter(line -> line.contains("/trigger")).map(this::withoutRoot))
                .containsExactly(
                        "echo 'stacktrace if device == \"a\"' > /instances/dmatape-12-34-56/events/dma/dma_map_phys/trigger",
                        "echo 'stacktrace' > /instances/dmatape-12-34-56/events/dmatape_12_34_56/map_ret/trigger");
    }

    private String withoutRoot(String line) {
        return line.replace(root.toString(), "");
    }

    @Test
    void refusalsNameTheFileAndTheText() {
        KernelControl control = new KernelControl(root);

        assertThatThrownBy(() -> control.write("trace_clock", "mono"))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("cannot write 'mono' to " + root.resolve("trace_clock"));
    }
}
