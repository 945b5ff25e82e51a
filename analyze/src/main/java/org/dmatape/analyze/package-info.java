// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

@NullMarked
package org.dmatape.analyze;

import org.jspecify.annotations.NullMarked;
