// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model;

import java.util.Optional;

/// A buffer that is with a device at this moment of the replay.
///
/// @param virtioDevice whose queue
/// @param queue the queue's name
/// @param token the driver's cookie
/// @param addEvent the operation that posted it
/// @param sinceNs when, on the tape's clock
public record InFlightBuffer(
        Optional<String> virtioDevice, Optional<String> queue, long token, long addEvent, long sinceNs) {}
