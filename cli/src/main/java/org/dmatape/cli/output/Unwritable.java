// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.output;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// What is said of a file that cannot be written.
public final class Unwritable {

    private Unwritable() {}

    /// The same failure, with the file as the user named it, what is the matter and what to do.
    public static FileSystemException of(Path file, IOException cause) {
        FileSystemException failure =
                new FileSystemException(file.toString(), null, "cannot be written: " + reason(cause));
        failure.initCause(cause);
        return failure;
    }

    private static String reason(IOException cause) {
        return switch (cause) {
            case NoSuchFileException _ -> "there is no such folder; create it first";
            case AccessDeniedException _ -> "permission denied";
            case FileSystemException failure ->
                Optional.ofNullable(failure.getReason()).orElse("it is in the way");
            default -> cause.getMessage() + "; make room there, or choose another folder";
        };
    }
}
