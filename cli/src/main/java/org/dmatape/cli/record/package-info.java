// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// Recording the running kernel, as the user sees it: sizes and times as they are typed, the live view, the signals.
@NullMarked
package org.dmatape.cli.record;

import org.jspecify.annotations.NullMarked;
