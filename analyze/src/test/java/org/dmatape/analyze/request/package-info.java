// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// Requests and their legs on both sides.
@NullMarked
package org.dmatape.analyze.request;

import org.jspecify.annotations.NullMarked;
