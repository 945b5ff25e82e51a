// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// What the commands of the lab share: finding and reading captures, the lab's configuration, choosing captures of
/// a store.
@NullMarked
package org.dmatape.cli.lab;

import org.jspecify.annotations.NullMarked;
