// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.store;

/// A file of the lake.
///
/// @param capture key of the capture it is part of
/// @param table the table whose rows it holds
/// @param path below the lake's folder, with `/`
/// @param rows rows in it
/// @param sizeBytes its size
/// @param sha256 its checksum in hex; empty when it was missing as the store was migrated
public record LakeFile(String capture, String table, String path, long rows, long sizeBytes, String sha256) {}
