// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// What a driver must keep to with its mappings: which unmap ends which map, and what the two, overlaps and syncs must
/// say.
@NullMarked
package org.dmatape.replay.model.internal.driver;

import org.jspecify.annotations.NullMarked;
