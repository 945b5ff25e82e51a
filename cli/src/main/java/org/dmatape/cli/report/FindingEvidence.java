// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.report;

import org.dmatape.analyze.check.Finding;
import org.dmatape.analyze.result.ResultTable;

/// A finding with what happened to its address around it.
///
/// @param finding what was found
/// @param history answer of the canned query `address-history`
/// @param command the command line that gives the history again
record FindingEvidence(Finding finding, ResultTable history, String command) {}
