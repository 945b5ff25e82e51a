// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// How an event lies in a ring: its definition, the types of its fields, and the CPU that writes its records.
@NullMarked
package org.dmatape.samples.generate.internal.event.layout;

import org.jspecify.annotations.NullMarked;
