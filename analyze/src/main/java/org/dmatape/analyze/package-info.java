// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// Answers from tapes, with DuckDB: loading (`database`), the checks (`check`), what mapping costs (`cost`), two
/// recordings beside each other (`compare`), a lab of many nights (`lab`), and files for other tools (`export`,
/// `perfetto`).
@NullMarked
package org.dmatape.analyze;

import org.jspecify.annotations.NullMarked;
