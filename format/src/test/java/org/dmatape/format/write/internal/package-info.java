// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
@NullMarked
package org.dmatape.format.write.internal;

import org.jspecify.annotations.NullMarked;
