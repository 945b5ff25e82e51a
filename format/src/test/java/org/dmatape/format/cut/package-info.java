// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
@NullMarked
package org.dmatape.format.cut;

import org.jspecify.annotations.NullMarked;
