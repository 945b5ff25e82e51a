// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// The report: everything a tape says, in one page that can be mailed.
@NullMarked
package org.dmatape.cli.report;

import org.jspecify.annotations.NullMarked;
