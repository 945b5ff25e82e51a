// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.judge.alert;

/// A capture, as alerts name it.
///
/// @param captureId key of the capture in the store
/// @param capture name of the capture as people know it
public record CaptureReference(String captureId, String capture) {}
