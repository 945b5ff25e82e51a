// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.write.internal;

import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/// Who may read what is written: whoever the umask allows, or the owner only.
public final class FileAccess {

    private FileAccess() {}

    /// Attributes of new files.
    public static FileAttribute<?>[] ofFiles(boolean ownerOnly) {
        return attributes(ownerOnly, "rw-------");
    }

    /// Attributes of new folders.
    public static FileAttribute<?>[] ofFolders(boolean ownerOnly) {
        return attributes(ownerOnly, "rwx------");
    }

    private static FileAttribute<?>[] attributes(boolean ownerOnly, String permissions) {
        return ownerOnly
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
