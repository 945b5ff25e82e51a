// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// `dmatape replay --onto`: the mappings of a recording in an IOMMU of this machine.
@NullMarked
package org.dmatape.cli.replay.hardware;

import org.jspecify.annotations.NullMarked;
