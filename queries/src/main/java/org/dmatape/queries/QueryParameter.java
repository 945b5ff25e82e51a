// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.queries;

import java.util.Optional;

/// A value the user may give to a canned query, written `$name` in its SQL.
///
/// @param name how the SQL and the command line call it
/// @param type what it must be
/// @param defaultText used when the user gives none; a parameter without default must be given
/// @param meaning one sentence
public record QueryParameter(String name, ParameterType type, Optional<String> defaultText, String meaning) {}
