// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.live;

import org.dmatape.capture.internal.merge.Loss;
import org.dmatape.capture.internal.merge.LossSink;

/// The tape a recording is presently written to.
final class TapeSwitch implements AutoCloseable, LossSink {

    private TapeInProgress current;

    TapeSwitch(TapeInProgress first) {
        this.current = first;
    }

    TapeInProgress current() {
        return current;
    }

    /// Goes on in another tape.
    void goOnWith(TapeInProgress next) {
        current.close();
        current = next;
    }

    @Override
    public void lost(Loss loss) {
        current.decoder().lost(loss);
    }

    @Override
    public void close() {
        current.close();
    }
}
