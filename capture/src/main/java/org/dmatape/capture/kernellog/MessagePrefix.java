// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.kernellog;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dmatape.capture.synthetic.LineTimes;

/// What stands before the message in a line of the kernel's log.
///
/// ```
///   [   18.928691] DMAR: ...                      dmesg
///   <3>[   18.928691] DMAR: ...                   dmesg --raw
///   kern  :err   : [   18.928691] DMAR: ...       dmesg -x
///   [   18.928691][  T123] DMAR: ...              with CONFIG_PRINTK_CALLER
///   [   18.928691] guest kernel: DMAR: ...        journalctl -o short-monotonic
///   [Sun Nov 22 05:46:45 2026] DMAR: ...          dmesg -T: its times are guesses and not used
///   Nov 22 05:46:45 guest kernel: DMAR: ...       journalctl, syslog: whole seconds, not used
/// ```
final class MessagePrefix {

    private static final int SECONDS = 1;
    private static final int MICROSECONDS = 2;
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final long NS_PER_MICROSECOND = 1_000L;
    private static final String FACILITY = "(?:<\\d{1,3}>|[a-z0-9]{1,8} *:[a-z]{1,8} *: )?";
    private static final Pattern MONOTONIC = Pattern.compile(
            "^" + FACILITY + "\\[ {0,10}(\\d{1,9})\\.(\\d{6})](?:\\[ {0,10}[TC]\\d{1,10}])? (?:\\S{1,64} kernel: )?");
    private static final Pattern HUMAN = Pattern.compile(
            "^" + FACILITY
                    + "(?:\\[[A-Z][a-z]{2} [A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d \\d{4}] "
                    + "|(?:[A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d|\\d{4}-\\d\\d-\\d\\dT\\S{8,24}) \\S{1,64} kernel: (?:\\[ {0,10}\\d{1,9}\\.\\d{6}] )?)");

    private String message = "";
    private long tsNs = LineTimes.NO_TIME;

    /// Reads a line.
    ///
    /// @return whether it is one of a kernel's log
    boolean read(String line) {
        Matcher monotonic = MONOTONIC.matcher(line);
        if (monotonic.find()) {
            tsNs = Long.parseLong(monotonic.group(SECONDS)) * NS_PER_SECOND
                    + Long.parseLong(monotonic.group(MICROSECONDS)) * NS_PER_MICROSECOND;
            message = line.substring(monotonic.end());
            return true;
        }
        tsNs = LineTimes.NO_TIME;
        Matcher human = HUMAN.matcher(line);
        boolean found = human.find();
        message = found ? line.substring(human.end()) : line;
        return found;
    }

    /// The message of the line read last.
    String message() {
        return message;
    }

    /// Its time in nanoseconds since the kernel began, or [LineTimes#NO_TIME].
    long tsNs() {
        return tsNs;
    }
}
