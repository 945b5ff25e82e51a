// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// Folders as wholes: tapes, stores and caches are some.
@NullMarked
package org.dmatape.format.folder;

import org.jspecify.annotations.NullMarked;
