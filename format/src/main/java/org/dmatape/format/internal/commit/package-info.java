// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// How far a tape that is still being written can be relied upon.
@NullMarked
package org.dmatape.format.internal.commit;

import org.jspecify.annotations.NullMarked;
