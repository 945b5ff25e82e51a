// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// What is mapped and what was: the mappings, the addresses they are at, what is known of their devices, and how all of
/// it is put into words.
@NullMarked
package org.dmatape.replay.model.internal.mapping;

import org.jspecify.annotations.NullMarked;
