// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.ingest;

/// A tape is not finished. Nothing is wrong with it yet, so nothing is remembered of it.
final class UnfinishedTapeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnfinishedTapeException(String message) {
        super(message);
    }
}
