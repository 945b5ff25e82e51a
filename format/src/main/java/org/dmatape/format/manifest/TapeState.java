// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.manifest;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How far a tape got.
public enum TapeState {
    /// Its writer is at work, or died.
    @JsonProperty("recording")
    RECORDING,
    /// Its writer finished.
    @JsonProperty("complete")
    COMPLETE,
    /// Its writer died, or its recording was damaged; what could be kept was kept.
    @JsonProperty("salvaged")
    SALVAGED
}
