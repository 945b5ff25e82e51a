// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.live.internal.raw;

/// Where in a trace.dat the pages of a CPU are.
///
/// @param offset from the begin of the file
record PagesPlace(long offset, long sizeBytes) {}
