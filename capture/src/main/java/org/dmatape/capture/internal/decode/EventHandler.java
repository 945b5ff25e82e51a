// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.decode;

import org.dmatape.capture.internal.correlate.ExecutionContext;
import org.dmatape.capture.internal.merge.EventCursor;

/// Turns the events of one id into rows. Called once per event, in the order of the merge.
public interface EventHandler {

    /// Takes in the event the cursor stands on.
    void handle(EventCursor event, ExecutionContext context);

    /// What such events become, for `dmatape info`: a table and what the row says, e.g. `dma_op: map`.
    String interpretation();
}
