// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.write.internal;

/// A batch whose rows will not change any more.
///
/// @param rows the rows; text columns hold numbers of the text pool
/// @param poolTexts texts in the pool by now
/// @param startsPart whether it is the first batch of a new part
record SealedBatch(RowBatch rows, int poolTexts, boolean startsPart) {}
