// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.database.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.dmatape.analyze.AnalysisException.Kind;
import org.dmatape.analyze.database.SqlFunction;
import org.dmatape.analyze.database.TableSource;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.queries.CannedQuery;

/// Functions every query may use.
public final class SessionMacros {

    private static final String ADDRESS_KEY = "address_key";
    private static final String PAGE_KEY = "page_key";
    private static final int MAX_PACKED_DEVICES = 2047;

    private SessionMacros() {}

    /// The functions for people, see [SqlFunction].
    ///
    /// @param commandPids what `of_command` knows
    public static void define(DuckDbSession session, List<Integer> commandPids) {
        session.execute("SET VARIABLE " + SqlFunction.COMMAND_PIDS + " = " + commandPids + "::INTEGER[]");
        for (SqlFunction function : SqlFunction.values()) {
            session.execute(function.definition());
        }
    }

    /// True when a query groups by device and address or page.
    public static boolean needsKeys(CannedQuery query) {
        return query.words().contains(ADDRESS_KEY) || query.words().contains(PAGE_KEY);
    }

    /// The keys that tables are grouped by: device and address (or page) in one integer. Sixty-four bits
    /// are enough for most tapes and sort twice as fast; a tape with larger addresses or very many
    /// devices gets 128 bits.
    public static void defineKeys(DuckDbSession session, TableSource source) {
        boolean narrow = fitsIntoNarrowKeys(session, source);
        String type = narrow ? "BIGINT" : "HUGEINT";
        int addressBits = narrow ? 52 : 64;
        session.execute("CREATE OR REPLACE MACRO " + ADDRESS_KEY + "(device, address) AS (enum_code(device::"
                + ColumnTypes.DEVICE_NAME + ")::" + type + " << " + addressBits + ") | address::" + type);
        session.execute("CREATE OR REPLACE MACRO " + PAGE_KEY + "(device_code, page) AS (device_code::" + type + " << "
                + addressBits + ") | page::" + type);
    }

    private static boolean fitsIntoNarrowKeys(DuckDbSession session, TableSource source) {
        if (source.rowCount(TapeTable.DMA_OP) == 0) {
            return true;
        }
        String question = "SELECT (SELECT count(*) FROM device) <= " + MAX_PACKED_DEVICES
                + " AND coalesce(max(dma_addr) < 4503599627370496, true)"
                + " FROM dma_op WHERE dma_addr <> 18446744073709551615";
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(question)) {
            return row.next() && row.getBoolean(1);
        } catch (SQLException e) {
            throw DuckDbSession.failure(Kind.INTERNAL, "choosing keys", e);
        }
    }
}
