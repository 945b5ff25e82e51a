// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// What a run of the program has to itself: its streams, its environment, its colours and its errors.
@NullMarked
package org.dmatape.cli.session;

import org.jspecify.annotations.NullMarked;
