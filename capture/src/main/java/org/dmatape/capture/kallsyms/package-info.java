// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// The addresses of the kernel's functions, from the text of `/proc/kallsyms` that a recording carries.
@NullMarked
package org.dmatape.capture.kallsyms;

import org.jspecify.annotations.NullMarked;
