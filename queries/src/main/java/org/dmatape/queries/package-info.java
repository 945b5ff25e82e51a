// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// The canned queries: one SQL file per question, with its documentation and the evidence it needs in the header.
@NullMarked
package org.dmatape.queries;

import org.jspecify.annotations.NullMarked;
