// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// Measures dmatape beside its peers, each as a process of its own, and holds the figures against the bars of the
/// project.
@NullMarked
package org.dmatape.bench;

import org.jspecify.annotations.NullMarked;
