// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.queries;

/// What a check must find on the tape before it may say anything.
///
/// @param condition an SQL expression that is true when the evidence is there
/// @param reason why the check is not evaluated when it is not
public record Evidence(String condition, String reason) {}
