// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// The manifest of a tape: what was read, from where, what was lost, what lies in the folder.
@NullMarked
package org.dmatape.format.manifest;

import org.jspecify.annotations.NullMarked;
