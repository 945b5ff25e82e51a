// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// Takes recordings and tapes into the lab store: finds what is new by its content, imports, checks and measures
/// several at a time, and makes each count in one step.
@NullMarked
package org.dmatape.analyze.lab.ingest;

import org.jspecify.annotations.NullMarked;
