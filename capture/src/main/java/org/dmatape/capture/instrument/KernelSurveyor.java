// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.instrument;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dmatape.capture.instrument.InstrumentationException.Kind;
import org.dmatape.capture.kallsyms.SymbolTable;

/// Reads what a kernel shows of itself.
final class KernelSurveyor {

    /// Lines of tracefs' README that tell what this kernel's dynamic events understand.
    private static final String README_FPROBE = "f[:[<group>/]";
    private static final String README_FPROBE_MAXACTIVE = "f[maxactive]";
    private static final String README_ARGUMENTS_AT_RETURN = "kernel return probes support: $retval, $arg<N>";
    private static final Pattern RELEASE = Pattern.compile("(\\d+)\\.(\\d+).*");
    /// The last kernel whose fprobes take a maximum, and do not say so in README.
    private static final int LAST_MAXACTIVE_MAJOR = 6;
    private static final int LAST_MAXACTIVE_MINOR = 12;
    private static final int MOST_FUNCTIONS = 5_000_000;

    private KernelSurveyor() {}

    static KernelSurvey survey(KernelFiles files, boolean withFunctions) {
        requireTracefs(files);
        try {
            return look(files, withFunctions ? ProbeCatalogue.symbols() : Set.of());
        } catch (AccessDeniedException cause) {
            throw new InstrumentationException(
                    Kind.KERNEL,
                    "no right to read " + cause.getFile() + ": recording a kernel takes root (try sudo)",
                    cause);
        } catch (IOException cause) {
            throw new InstrumentationException(Kind.KERNEL, "cannot look at the kernel: " + cause.getMessage(), cause);
        }
    }

    private static void requireTracefs(KernelFiles files) {
        if (Files.exists(files.tracefs()) && !Files.isReadable(files.tracefs())) {
            throw new InstrumentationException(
                    Kind.KERNEL,
                    "recording needs root: " + files.tracefs() + " cannot be read by " + System.getProperty("user.name")
                            + "; run it with sudo");
        }
        if (!Files.exists(files.tracefs().resolve("events"))) {
            throw new InstrumentationException(
                    Kind.KERNEL,
                    files.tracefs()
                            + " is not a tracing filesystem: 'mount -t tracefs tracefs /sys/kernel/tracing' as root; a kernel"
                            + " that is locked down has none");
        }
    }

    private static KernelSurvey look(KernelFiles files, Set<String> wanted) throws IOException {
        String release = firstLine(files.proc().resolve("sys/kernel/osrelease"), System.getProperty("os.version"));
        String architecture = firstLine(
                files.proc().resolve("sys/kernel/arch"),
                System.getProperty("os.arch").replace("amd64", "x86_64"));
        Set<TracingAbility> abilities = abilities(files, release);
        return new KernelSurvey(
                release,
                architecture,
                events(files.tracefs()),
                abilities,
                symbols(files.proc().resolve("kallsyms"), wanted, abilities),
                traceable(files.tracefs().resolve("available_filter_functions"), wanted),
                virtioDevices(files.sys().resolve("bus/virtio/devices")));
    }

    /// The kernel's own list of events, a line `system:name` each, costs a tenth of going through its folders.
    private static Set<String> events(Path tracefs) throws IOException {
        Path list = tracefs.resolve("available_events");
        if (Files.exists(list)) {
            return new HashSet<>(Files.readAllLines(list));
        }
        Set<String> events = new HashSet<>();
        try (DirectoryStream<Path> systems = Files.newDirectoryStream(tracefs.resolve("events"), Files::isDirectory)) {
            for (Path system : systems) {
                try (DirectoryStream<Path> ofSystem = Files.newDirectoryStream(system, Files::isDirectory)) {
                    ofSystem.forEach(event -> events.add(system.getFileName() + ":" + event.getFileName()));
                }
            }
        }
        return events;
    }

    private static Set<TracingAbility> abilities(KernelFiles files, String release) throws IOException {
        Set<TracingAbility> abilities = EnumSet.noneOf(TracingAbility.class);
        Path readmeFile = files.tracefs().resolve("README");
        String readme = Files.exists(readmeFile) ? Files.readString(readmeFile) : "";
        if (Files.exists(files.tracefs().resolve("kprobe_events"))) {
            abilities.add(TracingAbility.KPROBES);
        }
        if (Files.exists(files.tracefs().resolve("dynamic_events"))) {
            abilities.add(TracingAbility.DYNAMIC_EVENTS);
            if (readme.contains(README_FPROBE) || readme.contains(README_FPROBE_MAXACTIVE)) {
                abilities.add(TracingAbility.FPROBES);
            }
        }
        if (readme.contains(README_FPROBE_MAXACTIVE) || isAtMostLastMaxactive(release)) {
            abilities.add(TracingAbility.FPROBE_MAXACTIVE);
        }
        if (readme.contains(README_ARGUMENTS_AT_RETURN)) {
            abilities.add(TracingAbility.ARGUMENTS_AT_RETURN);
        }
        if (Files.exists(files.sys().resolve("kernel/btf/vmlinux"))) {
            abilities.add(TracingAbility.TYPE_INFORMATION);
        }
        return abilities;
    }

    private static boolean isAtMostLastMaxactive(String release) {
        Matcher matcher = RELEASE.matcher(release);
        if (!matcher.matches()
                || matcher.group(1).length() > 3
                || matcher.group(2).length() > 3) {
            return false;
        }
        int major = Integer.parseInt(matcher.group(1));
        int minor = Integer.parseInt(matcher.group(2));
        return major < LAST_MAXACTIVE_MAJOR || (major == LAST_MAXACTIVE_MAJOR && minor <= LAST_MAXACTIVE_MINOR);
    }

    /// Their names are there though their addresses may be hidden, all of them zero.
    private static Map<String, String> symbols(Path kallsyms, Set<String> wanted, Set<TracingAbility> abilities)
            throws IOException {
        Map<String, String> found = new HashMap<>();
        if (wanted.isEmpty()) {
            return found;
        }
        SymbolTable.scan(ByteBuffer.wrap(Files.readAllBytes(kallsyms)), wanted, (name, address, module) -> {
            found.putIfAbsent(name, module);
            if (address != 0) {
                abilities.add(TracingAbility.FUNCTION_ADDRESSES);
            }
        });
        return found;
    }

    /// A kernel that is locked down shows the file and does not let it be read; it lets no function be hooked
    /// either.
    private static Set<String> traceable(Path functions, Set<String> wanted) {
        Set<String> found = new HashSet<>();
        if (wanted.isEmpty() || !Files.exists(functions)) {
            return found;
        }
        try (BufferedReader lines = Files.newBufferedReader(functions)) {
            String line = lines.readLine();
            for (int i = 0; line != null && i < MOST_FUNCTIONS; i++) {
                int end = line.indexOf(' '); // behind it the module, in brackets
                String name = end < 0 ? line : line.substring(0, end);
                if (wanted.contains(name)) {
                    found.add(name);
                }
                line = lines.readLine();
            }
        } catch (IOException _) {
            return Set.of();
        }
        return found;
    }

    /// Every entry of the folder is a link into the device tree, where a device lies in the folder of its parent.
    private static Map<String, String> virtioDevices(Path folder) throws IOException {
        Map<String, String> parents = new HashMap<>();
        if (!Files.isDirectory(folder)) {
            return parents;
        }
        try (DirectoryStream<Path> devices = Files.newDirectoryStream(folder)) {
            for (Path device : devices) {
                Path parent = device.toRealPath().getParent();
                if (parent != null && parent.getFileName() != null) {
                    parents.put(
                            device.getFileName().toString(),
                            parent.getFileName().toString());
                }
            }
        }
        return parents;
    }

    private static String firstLine(Path file, String otherwise) throws IOException {
        return Files.exists(file) ? Files.readString(file).strip() : otherwise;
    }
}
