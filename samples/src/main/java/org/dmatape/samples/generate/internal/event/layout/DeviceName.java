// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.event.layout;

import java.nio.charset.StandardCharsets;

/// A name as records hold it.
public final class DeviceName {

    private final String text;
    private final byte[] terminated;

    public DeviceName(String text) {
        this.text = text;
        terminated = (text + "\0").getBytes(StandardCharsets.US_ASCII);
    }

    public String text() {
        return text;
    }

    /// The characters and a zero. Not to be changed.
    public byte[] terminated() {
        return terminated;
    }

    /// Bytes, the zero included.
    public int length() {
        return terminated.length;
    }
}
