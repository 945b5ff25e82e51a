// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.write.internal;

import java.util.List;

/// A batch whose rows will not change any more.
///
/// @param rows the rows; text columns hold indices into the column's dictionary
/// @param dictionaries those that must be written before the rows
/// @param startsPart whether it is the first batch of a new part
record SealedBatch(RowBatch rows, List<DictionaryState> dictionaries, boolean startsPart) {}
