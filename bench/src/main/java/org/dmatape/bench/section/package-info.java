// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// What is measured, one class per question.
@NullMarked
package org.dmatape.bench.section;

import org.jspecify.annotations.NullMarked;
