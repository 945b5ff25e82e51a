// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.dmatape.capture.synthetic.TextCompression;

/// Real recordings that are small enough to lie among the tests.
public final class TestResource {

    private static final String COMPRESSED = ".gz";

    private TestResource() {}

    /// The text of a log, unpacked.
    static String text(Path log) {
        try (InputStream text = TextCompression.open(log)) {
            return new String(text.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The bytes of a file under `src/test/resources`, unpacked.
    public static byte[] read(String name) {
        try (InputStream file =
                Objects.requireNonNull(TestResource.class.getClassLoader().getResourceAsStream(name), name)) {
            return name.endsWith(COMPRESSED) ? new GZIPInputStream(file).readAllBytes() : file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
