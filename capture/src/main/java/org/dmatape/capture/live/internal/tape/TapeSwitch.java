// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.live.internal.tape;

import org.dmatape.capture.internal.merge.Loss;
import org.dmatape.capture.internal.merge.LossSink;

/// The tape a recording is presently written to.
public final class TapeSwitch implements AutoCloseable, LossSink {

    private TapeInProgress current;

    /// Begins with a tape.
    public TapeSwitch(TapeInProgress first) {
        this.current = first;
    }

    /// The tape that is being filled.
    public TapeInProgress current() {
        return current;
    }

    /// Goes on in another tape.
    public void goOnWith(TapeInProgress next) {
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
