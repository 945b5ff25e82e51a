// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// Making the mappings of a recording once more, in the page tables of an IOMMU of this machine.
@NullMarked
package org.dmatape.replay.hardware;

import org.jspecify.annotations.NullMarked;
