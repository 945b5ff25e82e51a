// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.record;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.dmatape.capture.live.RecordListener;
import org.dmatape.capture.live.RecordStatus;
import org.dmatape.cli.session.Session;
import org.dmatape.cli.session.Styles;
import org.dmatape.format.manifest.EventCount;

/// What a recording is doing, on the terminal: a few lines that are written over each other.
public final class LiveView implements RecordListener, AutoCloseable {

    private static final int MOST_KINDS = 12;
    private static final double NS_PER_SECOND = 1e9;
    private static final double NS_PER_US = 1e3;
    private static final double MIB = 1 << 20;
    private static final String LINE_UP_AND_CLEAR = "\u001b[A\u001b[2K";
    private static final Duration REFRESH = Duration.ofMillis(500);

    private final PrintWriter out;
    private final Styles styles;
    private final Map<String, Long> before = new HashMap<>();
    private Duration shownAt = Duration.ZERO;
    private long mapsBefore;
    private long unmapsBefore;
    private int linesOnScreen;

    /// A view for the one who reads the messages of this session.
    public LiveView(Session session) {
        this.out = session.messages();
        this.styles = session.messageStyles();
    }

    @Override
    public void status(Supplier<RecordStatus> now) {
        RecordStatus status = now.get();
        Duration since = status.elapsed().minus(shownAt);
        if (since.compareTo(REFRESH) < 0) {
            return;
        }
        shownAt = status.elapsed();
        List<String> lines = lines(status, since.toNanos() / NS_PER_SECOND);
        clear();
        lines.forEach(out::println);
        linesOnScreen = lines.size();
        out.flush();
    }

    @Override
    public void wrote(Path tape, String reason) {
        clear();
        out.println(WrittenTapes.line(tape, reason));
        out.flush();
    }

    @Override
    public void warned(String what) {
        clear();
        out.println(styles.error("warning: ") + what);
        out.flush();
    }

    private List<String> lines(RecordStatus status, double seconds) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%s  %,d events  %.1f MiB on tape  %s",
                styles.strong("recording " + status.elapsed().toSeconds() + " s"),
                status.events(),
                status.tapeBytes() / MIB,
                loss(status)));
        lines.add(mappings(status.mappings(), seconds));
        status.counts().stream()
                .sorted((a, b) -> Long.compare(b.count(), a.count()))
                .limit(MOST_KINDS)
                .forEach(count -> lines.add(rate(count, seconds)));
        return lines;
    }

    private String loss(RecordStatus status) {
        return status.lossSpans() == 0
                ? styles.good("nothing lost")
                : styles.error(String.format(
                        Locale.ROOT, "%,d events lost in %,d gaps", status.lostEvents(), status.lossSpans()));
    }

    private String mappings(RecordStatus.MappingStatus now, double seconds) {
        String cost = now.p50Ns() < 0
                ? "not timed"
                : String.format(
                        Locale.ROOT, "p50 %.1f us, p99 %.1f us", now.p50Ns() / NS_PER_US, now.p99Ns() / NS_PER_US);
        String line = String.format(
                Locale.ROOT,
                "%,.0f maps/s  %,.0f unmaps/s  %,d live  cost of a mapping: %s",
                (now.maps() - mapsBefore) / seconds,
                (now.unmaps() - unmapsBefore) / seconds,
                Math.max(0, now.maps() - now.unmaps()),
                cost);
        mapsBefore = now.maps();
        unmapsBefore = now.unmaps();
        return line;
    }

    private String rate(EventCount count, double seconds) {
        String name = count.system() + ":" + count.name();
        long earlier = before.getOrDefault(name, 0L);
        before.put(name, count.count());
        // another tape begins counting at zero
        long news = count.count() >= earlier ? count.count() - earlier : count.count();
        return String.format(Locale.ROOT, "  %,12.0f/s  %s", news / seconds, name);
    }

    private void clear() {
        out.print(LINE_UP_AND_CLEAR.repeat(linesOnScreen));
        linesOnScreen = 0;
    }

    @Override
    public void close() {
        clear();
        out.flush();
    }
}
