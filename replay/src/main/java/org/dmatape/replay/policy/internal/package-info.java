// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// Models of what the kernel does under each policy.
@NullMarked
package org.dmatape.replay.policy.internal;

import org.jspecify.annotations.NullMarked;
