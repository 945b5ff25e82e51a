// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// What every page carries: its style, the charting library and the script that draws.
///
/// @param style the style sheet
/// @param library Apache ECharts
/// @param script what draws the charts
public record ReportAssets(String style, String library, String script) {

    private static final String LIBRARY = "echarts.common.min.js";
    private static final String STYLE = "report.css";

    /// The style sheet that all pages share.
    public static String sharedStyle() {
        return read(STYLE);
    }

    static ReportAssets load() {
        return new ReportAssets(sharedStyle(), read(LIBRARY), read("report.js"));
    }

    /// Only the two scripts run, known by their checksums, so that nothing a recording smuggles in does; nothing is
    /// fetched.
    String contentSecurityPolicy() {
        return "default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src '" + checksum(library) + "' '"
                + checksum(script) + "'";
    }

    private static String checksum(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    private static String read(String name) {
        try (InputStream in = ReportAssets.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + name + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
