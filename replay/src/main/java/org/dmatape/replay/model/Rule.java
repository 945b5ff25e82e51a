// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model;

/// What must hold. Each rule is the namesake of a check; the reference of the checks says what they mean.
public enum Rule {
    UNMAPPED_ACCESS("unmapped-access", Severity.ERROR),
    ACCESS_DIRECTION("access-direction", Severity.ERROR),
    IOMMU_FAULT("iommu-fault", Severity.ERROR),
    DOUBLE_MAP("double-map", Severity.ERROR),
    SHARED_PAGE("shared-page", Severity.INFO),
    UNMAP_UNMAPPED("unmap-unmapped", Severity.ERROR),
    UNMAP_SIZE("unmap-size-mismatch", Severity.ERROR),
    UNMAP_DIRECTION("unmap-direction-mismatch", Severity.ERROR),
    UNMAP_API("unmap-api-mismatch", Severity.ERROR),
    UNMAP_COUNT("unmap-count-mismatch", Severity.ERROR),
    FREE_ADDRESS("free-address-mismatch", Severity.ERROR),
    MAP_ERROR_UNCHECKED("map-error-unchecked", Severity.ERROR),
    SYNC_UNMAPPED("sync-unmapped", Severity.ERROR),
    SYNC_OUT_OF_RANGE("sync-out-of-range", Severity.ERROR),
    SYNC_DIRECTION("sync-direction", Severity.ERROR),
    LEAKED_MAP("leaked-map", Severity.WARNING),
    PREMATURE_UNMAP("premature-unmap", Severity.ERROR),
    DESCRIPTOR_UNMAPPED("descriptor-unmapped", Severity.ERROR),
    STALE_WINDOW("stale-window", Severity.WARNING),
    BYPASS("bypass", Severity.INFO),
    STALLED_BUFFER("stalled-buffer", Severity.WARNING),
    DUPLICATE_TOKEN("duplicate-token", Severity.WARNING),
    SPURIOUS_INTERRUPT("spurious-interrupt", Severity.WARNING),
    RING_FULL("ring-full", Severity.WARNING),
    LOST_EVENTS("lost-events", Severity.WARNING),
    TRUNCATED_SG("truncated-sg", Severity.WARNING),
    CLOCK_UNCERTAIN("clock-uncertain", Severity.WARNING);

    private final String check;
    private final Severity severity;

    Rule(String check, Severity severity) {
        this.check = check;
        this.severity = severity;
    }

    /// The check of the same meaning.
    public String check() {
        return check;
    }

    /// How bad it is not to follow it.
    public Severity severity() {
        return severity;
    }
}
