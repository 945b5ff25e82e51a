// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// Running the checks and what they report.
@NullMarked
package org.dmatape.analyze.check;

import org.jspecify.annotations.NullMarked;
