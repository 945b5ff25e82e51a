// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.mapping;

import org.dmatape.replay.facts.SourceClocks;
import org.dmatape.replay.model.DivergenceListener;
import org.dmatape.replay.model.internal.table.LossSpans;
import org.dmatape.replay.model.internal.table.OperationTimes;

/// What the parts of the model share.
///
/// @param mappings what is mapped, and what lately was
/// @param addresses what is known of the addresses of the mappings
/// @param traits what is known of the devices
/// @param flushed when the IOTLB was flushed within an operation of the driver
/// @param losses where events of the driver's side are missing
/// @param clocks how the sources' clocks relate
/// @param text puts divergences into words
/// @param listener hears of divergences
public record SharedState(
        Mappings mappings,
        AddressBook addresses,
        DeviceTraits traits,
        OperationTimes flushed,
        LossSpans losses,
        SourceClocks clocks,
        DivergenceText text,
        DivergenceListener listener) {}
