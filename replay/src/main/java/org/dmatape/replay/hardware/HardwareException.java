// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.hardware;

/// This machine does not give out the IOMMU that was asked for. The message says what is missing and what to do.
public final class HardwareException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// @param message one sentence for the user
    public HardwareException(String message) {
        super(message);
    }
}
