// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// What devices may reach, what they touched, and what the touches, faults and mappings together say.
@NullMarked
package org.dmatape.replay.model.internal.device;

import org.jspecify.annotations.NullMarked;
