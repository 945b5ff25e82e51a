// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// Says of a night what broke, what got slower, by how much and how sure that is. Everything here is a function of
/// what the store knows and of the settings: judging a night again gives the same answer.
@NullMarked
package org.dmatape.analyze.lab.judge;

import org.jspecify.annotations.NullMarked;
