// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.perfetto.internal;

/// The numbers of the fields of Perfetto's messages that an export uses.
///
/// ```text
/// Trace ── packet* ── TracePacket ─┬─ interned_data     names: written once, then meant by number
///                                  ├─ track_descriptor  a row of the UI; its uuid is what events name
///                                  └─ track_event       begin or end of a slice, an instant, a value of a counter
///                                        └─ debug_annotations*   name and value
/// ```
/// Source: the .proto files in protos/perfetto/trace of https://github.com/google/perfetto (trace.proto,
/// trace_packet.proto, interned_data.proto, track_event/track_event.proto, track_event/track_descriptor.proto,
/// track_event/counter_descriptor.proto, track_event/debug_annotation.proto).
final class PerfettoFields {

    static final int TRACE_PACKET = 1;

    static final int PACKET_TIMESTAMP = 8;
    static final int PACKET_SEQUENCE_ID = 10;
    static final int PACKET_TRACK_EVENT = 11;
    static final int PACKET_INTERNED_DATA = 12;
    static final int PACKET_SEQUENCE_FLAGS = 13;
    static final int PACKET_TRACK_DESCRIPTOR = 60;

    static final int SEQUENCE_INCREMENTAL_STATE_CLEARED = 1;
    static final int SEQUENCE_NEEDS_INCREMENTAL_STATE = 2;

    static final int INTERNED_EVENT_NAME = 2;
    static final int INTERNED_ANNOTATION_NAME = 3;
    static final int INTERNED_IID = 1;
    static final int INTERNED_NAME = 2;

    static final int TRACK_UUID = 1;
    static final int TRACK_NAME = 2;
    static final int TRACK_PARENT_UUID = 5;
    static final int TRACK_COUNTER = 8;

    static final int COUNTER_UNIT = 3;
    static final int COUNTER_UNIT_COUNT = 2;
    static final int COUNTER_UNIT_BYTES = 3;

    static final int EVENT_DEBUG_ANNOTATION = 4;
    static final int EVENT_TYPE = 9;
    static final int EVENT_NAME_IID = 10;
    static final int EVENT_TRACK_UUID = 11;
    static final int EVENT_COUNTER_VALUE = 30;
    static final int EVENT_FLOW_ID = 47;
    static final int EVENT_TERMINATING_FLOW_ID = 48;

    static final int TYPE_SLICE_BEGIN = 1;
    static final int TYPE_SLICE_END = 2;
    static final int TYPE_INSTANT = 3;
    static final int TYPE_COUNTER = 4;

    static final int ANNOTATION_NAME_IID = 1;
    static final int ANNOTATION_INT = 4;
    static final int ANNOTATION_TEXT = 6;
    static final int ANNOTATION_POINTER = 7;

    private PerfettoFields() {}
}
