// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// What a manifest may and may not say.
@NullMarked
package org.dmatape.format.manifest;

import org.jspecify.annotations.NullMarked;
