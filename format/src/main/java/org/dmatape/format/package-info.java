// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// The tape: what is common to writing and reading one.
@NullMarked
package org.dmatape.format;

import org.jspecify.annotations.NullMarked;
