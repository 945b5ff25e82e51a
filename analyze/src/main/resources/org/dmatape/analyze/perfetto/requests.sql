-- SPDX-License-Identifier: Apache-2.0
-- Copyright The dmatape authors
-- One row per buffer handed to a device, from the begin of its add to the end of its get_buf. What did not come back lasts to the
-- end of the tape.
WITH tape_end AS (
    SELECT max(ts_ns) AS ts_ns FROM vq_op
)
SELECT coalesce(device, virtio_device, 'unknown device') AS device,
    coalesce(queue_name, 'queue ' || queue_index, 'unknown') AS queue,
    'request ' || state AS name, add_ts_ns AS begin_ns, coalesce(add_ts_ns + total_ns, (SELECT ts_ns FROM tape_end)) AS end_ns,
    request_id, token, bytes, maps, bounces, mapping_ns, add_to_notify_ns, notify_to_interrupt_ns, interrupt_to_get_buf_ns, comm
FROM request
WHERE in_scope(device, add_ts_ns, cpu)
ORDER BY add_ts_ns, request_id
