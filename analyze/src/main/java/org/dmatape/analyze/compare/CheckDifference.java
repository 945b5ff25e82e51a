// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.compare;

import java.util.Optional;

/// A check that could be evaluated on one side only.
///
/// @param check id of the check
/// @param before why it could not be evaluated on side A; empty when it could
/// @param after why it could not be evaluated on side B; empty when it could
public record CheckDifference(String check, Optional<String> before, Optional<String> after) {}
