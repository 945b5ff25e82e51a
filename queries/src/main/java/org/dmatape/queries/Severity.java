// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.queries;

/// How bad what a check finds is. Ordered from harmless to bad.
public enum Severity {
    /// Worth knowing; nothing is wrong with the driver.
    INFO,
    /// Probably wrong, or weakens what other checks say.
    WARNING,
    /// Wrong.
    ERROR
}
