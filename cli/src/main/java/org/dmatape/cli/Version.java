// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/// The program's version, written into the jar by the build.
public final class Version implements IVersionProvider {

    private static final String RESOURCE = "version.properties";

    /// The version's number alone.
    public static String number() {
        Properties properties = new Properties();
        try (InputStream resource = Version.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the jar of " + Version.class);
            }
            properties.load(resource);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "unknown");
    }

    /// What `--version` prints: one line a report of a defect can start with.
    public static String line() {
        return "dmatape %s (java %s, %s %s)"
                .formatted(
                        number(),
                        System.getProperty("java.version"),
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"));
    }

    @Override
    public String[] getVersion() {
        return new String[] {line()};
    }
}
