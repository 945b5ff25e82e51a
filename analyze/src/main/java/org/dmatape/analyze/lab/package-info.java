// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// What a lab that records every night knows of its nights.
@NullMarked
package org.dmatape.analyze.lab;

import org.jspecify.annotations.NullMarked;
