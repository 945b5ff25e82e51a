// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.qemulog;

import org.dmatape.capture.synthetic.LineBytes;
import org.dmatape.capture.synthetic.LineTimes;

/// What QEMU's log backend puts before an event when time stamps are on (`-msg timestamp=on`).
///
/// ```
///   24011@1795327105.517360:vtd_dmar_translate ...       to 10.0: thread, seconds and microseconds of the wall clock
///   2026-11-22T05:46:45.690693Z vtd_dmar_translate ...   from 11: the wall clock in UTC
///   vtd_dmar_translate ...                               without time stamps
/// ```
/// Source: scripts/tracetool/backend/log.py of 7.2 and 10.0; util/log.c of 11.1.
final class LinePrefix {

    private static final int MICROSECOND_DIGITS = 6;
    private static final int ISO_DATE_CHARS = 10;
    private static final int ISO_CHARS = 28;
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final long NS_PER_MICROSECOND = 1_000L;
    private static final long MOST_SECONDS = Long.MAX_VALUE / NS_PER_SECOND - 1;
    private static final int SECONDS_PER_DAY = 86_400;

    private static final int NO_PREFIX = -1;
    private static final byte AT = '@';
    private static final byte UTC = 'Z';

    private long tsNs;
    /// How an earlier line began, up to the point of its second, in words that overlap; 0 bytes when there was none.
    private int beforeBytes;
    private long first;
    private long second;
    private long last;
    private long beforeNs;

    /// Reads what stands before the event.
    ///
    /// @return where the event begins; `from` when nothing stands before it
    int read(byte[] line, int from, int to) {
        tsNs = LineTimes.NO_TIME;
        if (from >= to || line[from] < '0' || line[from] > '9') {
            return from;
        }
        int event = threadAndTime(line, from, to);
        return event == NO_PREFIX ? isoTime(line, from, to) : event;
    }

    /// Reads what stands before an event that follows other text: the guest's console, when QEMU's log goes there, too.
    ///
    /// @return where the event begins; `to` when there is none with a time
    int find(byte[] line, int from, int to) {
        for (int at = LineBytes.indexOf(AT, line, from, to); at < to; at = LineBytes.indexOf(AT, line, at + 1, to)) {
            int thread = at;
            while (thread > from && isDigit(line[thread - 1])) {
                thread--;
            }
            int event = thread < at ? threadAndTime(line, thread, to) : NO_PREFIX;
            if (event != NO_PREFIX) {
                return event;
            }
        }
        for (int at = LineBytes.indexOf(UTC, line, from, to); at < to; at = LineBytes.indexOf(UTC, line, at + 1, to)) {
            int date = at + 2 - ISO_CHARS;
            if (date > from && isoTime(line, date, to) != date) {
                return date + ISO_CHARS;
            }
        }
        return to;
    }

    /// Time of the line read last in nanoseconds since 1970, or [LineTimes#NO_TIME].
    long tsNs() {
        return tsNs;
    }

    private int threadAndTime(byte[] line, int from, int to) {
        return isAsBefore(line, from, to)
                ? microseconds(line, from + beforeBytes, to, beforeNs)
                : newSecond(line, from, to);
    }

    /// Whether the line begins with the thread and the second that an earlier one began with, as most do.
    private boolean isAsBefore(byte[] line, int from, int to) {
        return beforeBytes != 0
                && to - from > beforeBytes
                && LineBytes.word(line, from) == first
                && LineBytes.word(line, from + Long.BYTES) == second
                && LineBytes.word(line, from + beforeBytes - Long.BYTES) == last;
    }

    private void keep(byte[] line, int from, int bytes, long secondNs) {
        if (bytes >= 2 * Long.BYTES && bytes <= 3 * Long.BYTES) {
            beforeBytes = bytes;
            beforeNs = secondNs;
            first = LineBytes.word(line, from);
            second = LineBytes.word(line, from + Long.BYTES);
            last = LineBytes.word(line, from + bytes - Long.BYTES);
        }
    }

    /// Reads the part of the second behind its point.
    private int microseconds(byte[] line, int at, int to, long secondNs) {
        int colon = at + MICROSECOND_DIGITS;
        int microseconds = colon < to && line[colon] == ':' ? LineBytes.sixDigits(line, at) : -1;
        if (microseconds < 0) {
            return NO_PREFIX;
        }
        tsNs = secondNs + microseconds * NS_PER_MICROSECOND;
        return colon + 1;
    }

    private int newSecond(byte[] line, int from, int to) {
        int at = skipDigits(line, from, to);
        if (at == from || at >= to || line[at] != '@') {
            return NO_PREFIX;
        }
        int secondsFrom = at + 1;
        long seconds = 0;
        at = secondsFrom;
        while (at < to && isDigit(line[at]) && seconds <= MOST_SECONDS / 10) {
            seconds = seconds * 10 + line[at] - '0';
            at++;
        }
        if (at == secondsFrom || at >= to || line[at] != '.') {
            return NO_PREFIX;
        }
        int point = at + 1;
        long secondNs = seconds * NS_PER_SECOND;
        int event = microseconds(line, point, to, secondNs);
        if (event != NO_PREFIX) {
            keep(line, from, point - from, secondNs);
        }
        return event;
    }

    private int isoTime(byte[] line, int from, int to) {
        if (to - from < ISO_CHARS || !hasIsoMarks(line, from)) {
            return from;
        }
        int date = from + ISO_DATE_CHARS;
        long year = number(line, from, 4);
        long month = number(line, from + 5, 2);
        long day = number(line, from + 8, 2);
        long hour = number(line, date + 1, 2);
        long minute = number(line, date + 4, 2);
        long second = number(line, date + 7, 2);
        long microseconds = number(line, date + 10, MICROSECOND_DIGITS);
        if ((year | month | day | hour | minute | second | microseconds) < 0 || month < 1 || month > 12) {
            return from;
        }
        long seconds = daysSince1970(year, month, day) * SECONDS_PER_DAY + hour * 3600 + minute * 60 + second;
        tsNs = seconds * NS_PER_SECOND + microseconds * NS_PER_MICROSECOND;
        return from + ISO_CHARS;
    }

    /// `YYYY-MM-DDTHH:MM:SS.ffffffZ `.
    private static boolean hasIsoMarks(byte[] line, int from) {
        return line[from + 4] == '-'
                && line[from + 7] == '-'
                && line[from + 10] == 'T'
                && line[from + 13] == ':'
                && line[from + 16] == ':'
                && line[from + 19] == '.'
                && line[from + 26] == 'Z'
                && line[from + 27] == ' ';
    }

    /// Days of the Gregorian calendar, counted in years that begin in March.
    private static long daysSince1970(long year, long month, long day) {
        long yearFromMarch = month <= 2 ? year - 1 : year;
        long monthFromMarch = (month + 9) % 12;
        long daysBeforeYear = yearFromMarch * 365 + yearFromMarch / 4 - yearFromMarch / 100 + yearFromMarch / 400;
        return daysBeforeYear + (153 * monthFromMarch + 2) / 5 + day - 1 - 719_468;
    }

    private static long number(byte[] line, int from, int digits) {
        long value = 0;
        for (int i = from; i < from + digits; i++) {
            if (!isDigit(line[i])) {
                return -1;
            }
            value = value * 10 + line[i] - '0';
        }
        return value;
    }

    private static int skipDigits(byte[] line, int from, int to) {
        int at = from;
        while (at < to && isDigit(line[at])) {
            at++;
        }
        return at;
    }

    private static boolean isDigit(byte character) {
        return character >= '0' && character <= '9';
    }
}
