// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.tracefs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The process that made something in tracefs, written into the name of what it made: whoever finds the thing later
/// can tell whether its maker still lives. A pid alone could have been given to another process since, so the time
/// at which the process started is part of it; and it means nothing to processes that see other pids, so the pid
/// namespace is, too. Nothing in tracefs outlives a boot, so the boot need not be named.
///
/// @param pid process
/// @param startTicks when it started, in clock ticks since boot (field 22 of `/proc/PID/stat`)
/// @param pidNamespace inode of its pid namespace
public record Owner(long pid, long startTicks, long pidNamespace) {

    private static final Pattern NAME =
            Pattern.compile("dmatape[-_](\\d{1,10})[-_](\\d{1,18})[-_](\\d{1,18})(?:-clock)?");
    private static final Pattern NAMESPACE = Pattern.compile("pid:\\[(\\d{1,18})]");
    /// Fields of `/proc/PID/stat` behind the name of the program, which is in parentheses and may hold any
    /// character.
    private static final int START_FIELD_BEHIND_NAME = 22 - 3;

    /// Who the owner of something of that name is; empty when it is none of ours.
    public static Optional<Owner> of(String name) {
        Matcher parts = NAME.matcher(name);
        return parts.matches()
                ? Optional.of(new Owner(
                        Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)), Long.parseLong(parts.group(3))))
                : Optional.empty();
    }

    /// This process.
    public static Owner self() {
        long pid = ProcessHandle.current().pid();
        return new Owner(pid, startTicks(pid).orElse(0L), ownNamespace());
    }

    /// Name of its tracefs instance.
    public String instanceName() {
        return "dmatape-" + pid + "-" + startTicks + "-" + pidNamespace;
    }

    /// Name of its instance for reading the clock of the kernel's log.
    public String clockInstanceName() {
        return instanceName() + "-clock";
    }

    /// Name of its group of probes.
    public String groupName() {
        return instanceName().replace('-', '_');
    }

    /// Whether the process is gone for certain. Of processes in another pid namespace nothing is known.
    public boolean isGone() {
        return pidNamespace == ownNamespace() && !startTicks(pid).equals(Optional.of(startTicks));
    }

    private static Optional<Long> startTicks(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
            return Optional.of(Long.parseLong(fields[START_FIELD_BEHIND_NAME]));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static long ownNamespace() {
        try {
            Matcher link = NAMESPACE.matcher(
                    Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString());
            return link.matches() ? Long.parseLong(link.group(1)) : 0;
        } catch (IOException _) {
            return 0;
        }
    }
}
