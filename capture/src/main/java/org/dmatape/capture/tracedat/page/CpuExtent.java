// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat.page;

/// Where the data of one CPU lies.
///
/// @param cpu number of the CPU
/// @param offset where its data begins in the file
/// @param sizeBytes bytes of its data; for compressed data some versions of trace-cmd count the leading 4 bytes, others
///     do not
public record CpuExtent(int cpu, long offset, long sizeBytes) {}
