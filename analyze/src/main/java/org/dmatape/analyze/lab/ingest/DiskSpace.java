// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// Tells a full disk from other failures.
final class DiskSpace {

    private static final long LITTLE_BYTES = 4L << 20;
    private static final String NO_SPACE = "no space left";

    private DiskSpace() {}

    /// Whether something failed because the disk below a folder is full.
    static boolean isShort(Path folder, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).contains(NO_SPACE)) {
                return true;
            }
        }
        try {
            return Files.getFileStore(folder).getUsableSpace() < LITTLE_BYTES;
        } catch (IOException unknown) {
            return false;
        }
    }
}
