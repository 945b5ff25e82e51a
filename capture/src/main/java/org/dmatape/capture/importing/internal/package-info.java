// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// All events of all recordings in one order of time, turned into rows.
@NullMarked
package org.dmatape.capture.importing.internal;

import org.jspecify.annotations.NullMarked;
