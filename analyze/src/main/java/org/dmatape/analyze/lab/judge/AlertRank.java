// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.judge;

import org.dmatape.analyze.lab.judge.alert.Alert;
import org.dmatape.analyze.lab.judge.alert.Alert.BrokenAlert;
import org.dmatape.analyze.lab.judge.alert.Alert.FindingAlert;
import org.dmatape.analyze.lab.judge.alert.Alert.MetricAlert;

/// How far up an alert stands: bugs before costs, the worse before the better.
final class AlertRank {

    private AlertRank() {}

    static int of(Alert alert) {
        return switch (alert) {
            case FindingAlert _ -> 0;
            case BrokenAlert _ -> 1;
            case MetricAlert metric ->
                switch (metric.direction()) {
                    case REGRESSED -> 2;
                    case CHANGED -> 3;
                    case IMPROVED -> 4;
                };
        };
    }
}
