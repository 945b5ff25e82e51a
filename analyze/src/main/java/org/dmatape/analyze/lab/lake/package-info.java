// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// The lake: the tapes of a lab as partitioned Parquet. Written tape by tape, read either tape by tape, as the
/// canned queries need it, or all at once.
@NullMarked
package org.dmatape.analyze.lab.lake;

import org.jspecify.annotations.NullMarked;
