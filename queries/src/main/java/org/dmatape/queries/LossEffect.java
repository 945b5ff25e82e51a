// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.queries;

/// Which lost events could hide what a query looks for.
public enum LossEffect {
    /// None: what it finds is there, and it claims nothing about the rest.
    NONE,
    /// Those of the driver's side: what a log of the device's side did not print changes nothing.
    OF_DRIVER_HIDES,
    /// Those of any source.
    HIDES
}
