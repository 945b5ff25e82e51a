// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.queries;

/// A column a canned query returns.
///
/// @param name as in the result
/// @param unit `ns`, `bytes`, `address`, or empty where there is none
/// @param meaning one sentence
public record QueryColumn(String name, String unit, String meaning) {}
