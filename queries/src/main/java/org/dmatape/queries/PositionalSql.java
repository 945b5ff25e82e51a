// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.queries;

import java.util.List;

/// SQL whose named parameters have been replaced by `?`.
///
/// @param sql what to prepare
/// @param parameterNames the name that stood at each `?`, in order
public record PositionalSql(String sql, List<String> parameterNames) {

    /// Copies the list.
    public PositionalSql {
        parameterNames = List.copyOf(parameterNames);
    }
}
