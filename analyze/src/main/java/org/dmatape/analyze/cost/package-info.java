// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// What mapping costs.
@NullMarked
package org.dmatape.analyze.cost;

import org.jspecify.annotations.NullMarked;
