// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.kernellog;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dmatape.capture.synthetic.LineTimes;

/// What stands before the message in a line of the kernel's log. Colours and cursor movements of terminals are not
/// seen.
///
/// ```
///   [   18.928691] DMAR: ...                      dmesg
///   <3>[   18.928691] DMAR: ...                   dmesg --raw
///   kern  :err   : [   18.928691] DMAR: ...       dmesg -x
///   [   18.928691 <    0.000012>] DMAR: ...       dmesg -d
///   [   18.928691][  T123] DMAR: ...              with CONFIG_PRINTK_CALLER
///   [   18.928691] guest kernel: DMAR: ...        journalctl -o short-monotonic
///   3,397,18928691,-;DMAR: ...                    /dev/kmsg
///   Nov 22 05:46:45 guest kernel: [   18.928691] DMAR: ...   syslog with the kernel's times
///   guest login: [   18.928691] DMAR: ...         a console on which a message follows other output
///   [Sun Nov 22 05:46:45 2026] DMAR: ...          dmesg -T: its times are guesses and not used
///   [Nov22 05:46] ..., [  +0.000012] ...          dmesg -e, likewise
///   2026-11-22T05:46:45,928691+00:00 DMAR: ...    dmesg --time-format iso, likewise
///   Nov 22 05:46:45 guest kernel: DMAR: ...       journalctl, syslog: the wall clock, not used
/// ```
final class MessagePrefix {

    private static final int SECONDS = 1;
    private static final int MICROSECONDS = 2;
    private static final int KMSG_MICROSECONDS = 3;
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final long NS_PER_MICROSECOND = 1_000L;
    private static final Pattern TERMINAL =
            Pattern.compile("\u001b(?:\\[[0-?]*[ -/]*[@-~]|[()][0-9A-Za-z]|[@-Z\\\\-_a-z=>])");
    private static final String FACILITY = "(?:<\\d{1,3}>|[a-z0-9]{1,8} *:[a-z]{1,8} *: )?";
    private static final String BEHIND_SECONDS =
            "\\.(\\d{6})(?: <[ +.\\d]{1,20}>)?](?:\\[ {0,10}[TC]\\d{1,10}])? (?:\\S{1,64} kernel: )?";
    private static final Pattern MONOTONIC = Pattern.compile(
            "^" + FACILITY + "\\[ {0,10}(\\d{1,9})" + BEHIND_SECONDS + "|^\\d{1,5},\\d{1,19},(\\d{1,15}),[^;]{1,200};");
    /// Padded to five places as the kernel does, so that other numbers in brackets are not taken for it.
    private static final Pattern BEHIND_TEXT =
            Pattern.compile("\\[((?: {4}\\d| {3}\\d\\d| {2}\\d{3}| \\d{4}|\\d{5,9}))" + BEHIND_SECONDS);

    private static final String CLOCK_TIME = "\\d\\d:\\d\\d:\\d\\d";
    private static final String ISO_DATE = "\\d{4}-\\d\\d-\\d\\d";
    private static final String MONTH_AND_DAY = "[A-Z][a-z]{2} [ \\d]\\d ";
    private static final Pattern HUMAN = Pattern.compile("^" + FACILITY
            + "(?:\\[[A-Z][a-z]{2} " + MONTH_AND_DAY + CLOCK_TIME + " \\d{4}(?: <[ +.\\d]{1,20}>)?] "
            + "|\\[[A-Z][a-z]{2}[ \\d]\\d \\d\\d:\\d\\d] |\\[ {0,10}\\+\\d{1,9}\\.\\d{6}] "
            + "|" + ISO_DATE + "T" + CLOCK_TIME + ",\\d{6}\\S{1,6} "
            + "|(?:" + MONTH_AND_DAY + CLOCK_TIME + "(?:\\.\\d{1,9})?"
            + "|" + ISO_DATE + "T\\S{8,24}"
            + "|[A-Z][a-z]{2} " + ISO_DATE + " " + CLOCK_TIME + "(?:\\.\\d{1,9})? \\S{1,6}"
            + "|\\d{9,11}\\.\\d{6}) \\S{1,64} kernel: "
            + "|1 " + ISO_DATE + "T\\S{8,32} \\S{1,64} kernel (?:- ){3})");

    private String message = "";
    private long tsNs = LineTimes.NO_TIME;

    /// Reads a line.
    ///
    /// @return whether it begins as one of a kernel's log
    boolean read(String line) {
        String shown = line.indexOf('\u001b') < 0 && !line.startsWith("\r")
                ? line
                : TERMINAL.matcher(line).replaceAll("").strip();
        Matcher monotonic = MONOTONIC.matcher(shown);
        if (monotonic.find()) {
            take(monotonic, shown);
            return true;
        }
        Matcher human = HUMAN.matcher(shown);
        boolean found = human.find();
        tsNs = LineTimes.NO_TIME;
        message = found ? shown.substring(human.end()) : shown;
        Matcher behindText = BEHIND_TEXT.matcher(message);
        if (behindText.find()) {
            take(behindText, message);
        }
        return found;
    }

    private void take(Matcher stamp, String line) {
        if (stamp.group(SECONDS) == null) {
            tsNs = Long.parseLong(stamp.group(KMSG_MICROSECONDS)) * NS_PER_MICROSECOND;
        } else {
            tsNs = Long.parseLong(stamp.group(SECONDS).strip()) * NS_PER_SECOND
                    + Long.parseLong(stamp.group(MICROSECONDS)) * NS_PER_MICROSECOND;
        }
        message = line.substring(stamp.end());
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
