// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// What a recording would have cost had the platform done something else with the same operations.
@NullMarked
package org.dmatape.replay.policy;

import org.jspecify.annotations.NullMarked;
