// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// The lab store: what a lab remembers of its captures, night after night. A DuckDB database of facts beside a lake
/// of Parquet files; [org.dmatape.analyze.lab.store.LabStore] is the way in.
@NullMarked
package org.dmatape.analyze.lab.store;

import org.jspecify.annotations.NullMarked;
