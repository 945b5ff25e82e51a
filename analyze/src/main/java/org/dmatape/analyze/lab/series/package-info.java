// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// What the lab store remembers of captures, as it is judged and shown: values of metrics over the nights, and what
/// became of each capture.
@NullMarked
package org.dmatape.analyze.lab.series;

import org.jspecify.annotations.NullMarked;
