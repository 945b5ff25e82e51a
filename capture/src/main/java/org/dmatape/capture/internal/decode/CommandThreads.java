// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.decode;

import java.util.SortedSet;
import java.util.TreeSet;

/// The threads and processes that came from a command, as `sched_process_fork` tells of them.
public final class CommandThreads {

    private static final int MOST_PIDS = 1 << 16;

    private final TreeSet<Integer> pids = new TreeSet<>();

    /// The command's process was started.
    public void add(int pid) {
        pids.add(pid);
    }

    /// A thread or process was made by another.
    public void fork(int parentPid, int childPid) {
        if (pids.contains(parentPid) && pids.size() < MOST_PIDS) {
            pids.add(childPid);
        }
    }

    /// Their pids; empty when there is no command.
    public SortedSet<Integer> pids() {
        return pids;
    }
}
