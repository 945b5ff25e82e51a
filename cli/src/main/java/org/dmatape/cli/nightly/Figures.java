// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.nightly;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import org.dmatape.analyze.lab.series.Metric;

/// Numbers of a judgement as people read them.
final class Figures {

    private static final MathContext FOUR_DIGITS = new MathContext(4);
    private static final MathContext TWO_DIGITS = new MathContext(2);
    private static final double SMALLEST_PLAIN = 0.001;
    private static final long MICROSECOND = 1_000;
    private static final long MILLISECOND = 1_000_000;
    private static final double TEN = 10;

    private Figures() {}

    /// A value of a metric with its unit: four digits say what a run-to-run comparison can say.
    static String value(Metric metric, double value) {
        if (!metric.unit().equals("ns")) {
            return digits(value) + (metric.unit().isEmpty() ? "" : " " + metric.unit());
        }
        double size = Math.abs(value);
        if (size >= TEN * MILLISECOND) {
            return digits(value / MILLISECOND) + " ms";
        }
        return size >= TEN * MICROSECOND ? digits(value / MICROSECOND) + " us" : digits(value) + " ns";
    }

    /// A relative change: `+5.2 %`.
    static String change(double effect) {
        return Double.isFinite(effect) ? String.format(Locale.ROOT, "%+.1f %%", effect * 100) : "from nothing";
    }

    /// A fraction as a percentage: `3 %`.
    static String percent(double fraction) {
        return Double.isFinite(fraction)
                ? new BigDecimal(fraction * 100)
                                .round(TWO_DIGITS)
                                .stripTrailingZeros()
                                .toPlainString() + " %"
                : "unknown";
    }

    /// A probability: `0.004`, `2.1e-9`.
    static String probability(double p) {
        if (p == 0 || p >= SMALLEST_PLAIN) {
            return new BigDecimal(p).round(TWO_DIGITS).stripTrailingZeros().toPlainString();
        }
        return String.format(Locale.ROOT, "%.1e", p).replace("e-0", "e-");
    }

    private static String digits(double value) {
        if (value == 0) {
            return "0";
        }
        return BigDecimal.valueOf(value).round(FOUR_DIGITS).stripTrailingZeros().toPlainString();
    }
}
