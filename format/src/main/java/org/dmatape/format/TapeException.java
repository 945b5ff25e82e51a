// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A tape cannot be written or read. The message is one sentence for the user: what, where, what was expected,
/// and what to do.
public final class TapeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /// What went wrong, for the exit code.
    public enum Kind {
        /// The tape is missing, is not a tape, or is damaged.
        UNREADABLE,
        /// The tape was written by another version of the format.
        OTHER_VERSION,
        /// The tape cannot be written where it was asked for.
        UNWRITABLE,
        /// Something lies under the tape's name already.
        EXISTS
    }

    private TapeException(Kind kind, String message) {
        super(printable(message));
        this.kind = kind;
    }

    private TapeException(Kind kind, String message, Throwable cause) {
        super(printable(message), cause);
        this.kind = kind;
    }

    /// The message may quote the tape, which may hold anything.
    private static String printable(String message) {
        return message.replaceAll("[\\x00-\\x1f\\x7f-\\x9f]", "?");
    }

    /// Damage, or something that is no tape.
    public static TapeException unreadable(String message) {
        return new TapeException(Kind.UNREADABLE, message);
    }

    /// Damage that a library found.
    public static TapeException unreadable(String message, Throwable cause) {
        return new TapeException(Kind.UNREADABLE, message, cause);
    }

    /// A version this program does not read.
    public static TapeException otherVersion(String message) {
        return new TapeException(Kind.OTHER_VERSION, message);
    }

    /// The system refused to read a file.
    public static TapeException cannotRead(Path file, IOException cause) {
        return new TapeException(Kind.UNREADABLE, "cannot read " + file + ": " + reason(cause), cause);
    }

    /// Something cannot be written for a reason of our own.
    public static TapeException unwritable(String message) {
        return new TapeException(Kind.UNWRITABLE, message);
    }

    /// The system refused to write a file.
    public static TapeException cannotWrite(Path file, IOException cause) {
        return new TapeException(
                Kind.UNWRITABLE,
                "cannot write " + file + ": " + reason(cause) + "; make room there, or choose another folder",
                cause);
    }

    /// The output exists.
    public static TapeException exists(String message) {
        return new TapeException(Kind.EXISTS, message);
    }

    /// What went wrong, for the exit code.
    public Kind kind() {
        return kind;
    }

    private static String reason(IOException cause) {
        return switch (cause) {
            case NoSuchFileException _ -> "no such file or folder";
            case FileAlreadyExistsException _ -> "it exists already";
            case AccessDeniedException _ -> "permission denied";
            case FileSystemException failure -> firstKnown(failure.getReason(), failure);
            default -> firstKnown(cause.getMessage(), cause);
        };
    }

    private static String firstKnown(@Nullable String reason, IOException cause) {
        return reason != null ? reason : cause.getClass().getSimpleName();
    }
}
