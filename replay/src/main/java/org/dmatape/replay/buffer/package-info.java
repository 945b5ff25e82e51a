// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// What is mapped at a time, and which recorded unmap ends which recorded map.
@NullMarked
package org.dmatape.replay.buffer;

import org.jspecify.annotations.NullMarked;
