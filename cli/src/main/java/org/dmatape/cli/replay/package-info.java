// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// What `dmatape replay` is asked, and how it answers.
@NullMarked
package org.dmatape.cli.replay;

import org.jspecify.annotations.NullMarked;
