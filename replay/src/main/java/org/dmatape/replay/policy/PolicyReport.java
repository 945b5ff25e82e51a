// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.policy;

import java.util.List;

/// The policies side by side.
///
/// @param tables one for the devices that use the DMA API, one for those that bypass it, each where there are such
/// @param bypassed what bypassing devices were handed, queue by queue
/// @param unmatchedUnmaps unmaps of what was mapped before the recording began, which no policy can be asked about
/// @param lossSpans places where events were lost: every count is then too low
/// @param rows rows of event tables read
public record PolicyReport(
        List<Table> tables, List<BypassedQueue> bypassed, long unmatchedUnmaps, int lossSpans, long rows) {

    /// Copies the lists.
    public PolicyReport {
        tables = List.copyOf(tables);
        bypassed = List.copyOf(bypassed);
    }

    /// Which devices a table is about.
    public enum Scope {
        /// Devices that use the DMA API.
        MAPPED,
        /// Devices that bypass it: what mapping their buffers would take.
        BYPASSING
    }

    /// The policies for some devices.
    ///
    /// @param scope which devices
    /// @param devices their names
    /// @param results one per policy asked for
    public record Table(Scope scope, List<String> devices, List<PolicyResult> results) {

        /// Copies the lists.
        public Table {
            devices = List.copyOf(devices);
            results = List.copyOf(results);
        }
    }
}
