// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.database.internal;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.dmatape.analyze.AnalysisException;
import org.dmatape.analyze.AnalysisException.Kind;
import org.dmatape.analyze.database.Scope;

/// The function `in_scope(device, ts_ns, cpu)` that every canned query asks about its rows, and
/// `finding_in_scope(device, ts_ns, cpu, events)` for those of a check, of which every event counts that shows it:
/// what a thread mapped wrongly often comes to light in an interrupt.
public final class ScopeMacros {

    private static final String NAMES = "scope_device";

    private ScopeMacros() {}

    /// Everything is in scope.
    public static void everything(DuckDbSession session) {
        define(session, Scope.everything(), 0);
    }

    /// What `scope` says is in scope.
    ///
    /// @param startNs time of the tape's first event
    public static void define(DuckDbSession session, Scope scope, long startNs) {
        List<String> conditions = new ArrayList<>();
        scope.device().ifPresent(name -> {
            rememberNames(session, name);
            conditions.add("(device IS NULL OR device::VARCHAR IN (SELECT name FROM " + NAMES + "))");
        });
        scope.fromNs()
                .ifPresent(ns -> conditions.add("(ts_ns IS NULL OR ts_ns >= " + Math.addExact(startNs, ns) + ")"));
        scope.toNs().ifPresent(ns -> conditions.add("(ts_ns IS NULL OR ts_ns <= " + Math.addExact(startNs, ns) + ")"));
        scope.cpu().ifPresent(cpu -> conditions.add("(cpu IS NULL OR cpu = " + cpu + ")"));
        List<String> ofFinding = new ArrayList<>(conditions);
        if (!scope.pids().isEmpty()) {
            ScopedThreads.define(session, scope.pids());
            conditions.add(ScopedThreads.DID_IT);
            ofFinding.add(ScopedThreads.TOOK_PART);
        }
        session.execute("CREATE OR REPLACE MACRO in_scope(device, ts_ns, cpu) AS " + all(conditions));
        session.execute("CREATE OR REPLACE MACRO finding_in_scope(device, ts_ns, cpu, events) AS " + all(ofFinding));
    }

    private static String all(List<String> conditions) {
        return conditions.isEmpty() ? "true" : "(" + String.join(" AND ", conditions) + ")";
    }

    /// A DMA device and the virtio devices on it are one thing to whoever names either.
    private static void rememberNames(DuckDbSession session, String name) {
        session.execute("CREATE OR REPLACE TABLE " + NAMES + " (name VARCHAR)");
        try (PreparedStatement insert = session.connection()
                .prepareStatement(
                        "INSERT INTO " + NAMES
                                + " SELECT unnest([device, virtio_device]) FROM device WHERE device = ? OR virtio_device = ?")) {
            insert.setString(1, name);
            insert.setString(2, name);
            if (insert.executeUpdate() == 0) {
                throw new AnalysisException(
                        Kind.USAGE, "the tape has no device '" + name + "'; `dmatape info` lists those it has");
            }
        } catch (SQLException e) {
            throw DuckDbSession.failure(Kind.INTERNAL, "filtering by device", e);
        }
    }
}
