// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.decode;

import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.internal.correlate.ExecutionContext;
import org.dmatape.capture.internal.merge.EventCursor;

/// sched:sched_process_fork: a thread was made.
public final class ForkHandler implements EventHandler {

    private final CommandThreads command;
    private final FieldReader parent;
    private final FieldReader child;

    /// @param command told of every thread
    public ForkHandler(EventFormat format, CommandThreads command) {
        this.command = command;
        this.parent = FieldReader.of(format, "parent_pid");
        this.child = FieldReader.of(format, "child_pid");
    }

    @Override
    public void handle(EventCursor event, ExecutionContext context) {
        command.fork((int) parent.read(event), (int) child.read(event));
    }

    @Override
    public String interpretation() {
        return "threads of the command";
    }
}
