// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// What a newcomer runs first.
@NullMarked
package org.dmatape.cli.demo;

import org.jspecify.annotations.NullMarked;
