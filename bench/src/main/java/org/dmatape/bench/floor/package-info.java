// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// The least an import could take: decompress the same chunks and write as many bytes.
@NullMarked
package org.dmatape.bench.floor;

import org.jspecify.annotations.NullMarked;
