// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// Tapes made for the tests of this module.
@NullMarked
package org.dmatape.format.testing;

import org.jspecify.annotations.NullMarked;
