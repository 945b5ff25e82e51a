// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.facts;

/// How the clock of a source relates to the tape's, for a window of time.
///
/// @param source the recording
/// @param fromNs begin of the window, [Long#MIN_VALUE] where it has none
/// @param toNs end of the window, [Long#MAX_VALUE] where it has none
/// @param uncertaintyNs bound of the error
/// @param related whether anything ties it to the others at all
public record KnownClock(int source, long fromNs, long toNs, long uncertaintyNs, boolean related) {}
