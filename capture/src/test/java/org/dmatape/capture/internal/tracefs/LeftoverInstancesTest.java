// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.tracefs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On a folder that looks like tracefs.
class LeftoverInstancesTest {

    private static final Owner SELF = Owner.self();
    /// The same pid, but a process that began at another time: the pid was given away again.
    private static final Owner PREDECESSOR = new Owner(SELF.pid(), SELF.startTicks() - 1, SELF.pidNamespace());
    /// Nobody here can tell whether it lives.
    private static final Owner ELSEWHERE = new Owner(1, 1, SELF.pidNamespace() + 1);

    private final List<String> done = new ArrayList<>();

    @TempDir
    private Path root;

    @BeforeEach
    void tracefsWithInstances() throws IOException {
        for (String name : List.of(
                SELF.instanceName(),
                PREDECESSOR.instanceName(),
                ELSEWHERE.instanceName(),
                "trace-cmd",
                "dmatape-mine")) {
            Files.createDirectories(root.resolve("instances").resolve(name));
        }
        Files.writeString(
                root.resolve("dynamic_events"),
                String.join(
                        "\n",
                        "p:" + SELF.groupName() + "/kick virtqueue_kick+0 vq=%di:x64",
                        "r16:" + PREDECESSOR.groupName() + "/kick_ret virtqueue_kick arg1=$retval:u8",
                        "f:" + ELSEWHERE.groupName() + "/add virtqueue_add_sgs",
                        "p:kprobes/mine do_sys_open a=%di:x64 b=+0(%si):string",
                        ""));
    }

    @Test
    void onlyWhatCertainlyDeadProcessesLeftIsRemoved() {
        Tracefs tracefs = new Tracefs(root);

        List<String> removed = new LeftoverInstances(tracefs, new PrintedControl(root, done::add)).remove();

        assertThat(removed).containsExactly(PREDECESSOR.instanceName(), PREDECESSOR.groupName() + "/kick_ret");
        String instance = root + "/instances/" + PREDECESSOR.instanceName();
        assertThat(done)
                .containsExactly(
                        "echo '0' > " + instance + "/tracing_on",
                        "echo '0' > " + instance + "/events/enable",
                        "rmdir " + instance,
                        "echo '-:" + PREDECESSOR.groupName() + "/kick_ret' >> " + root + "/dynamic_events");
    }

    @Test
    void namesSayWhoTheOwnerIs() {
        assertThat(Owner.of(SELF.instanceName())).contains(SELF);
        assertThat(Owner.of(SELF.groupName())).contains(SELF);
        assertThat(Owner.of("dmatape-12")).isEmpty();
        assertThat(Owner.of("dmatape-99999999999-1-1")).isEmpty();
        assertThat(SELF.isGone()).isFalse();
    }
}
