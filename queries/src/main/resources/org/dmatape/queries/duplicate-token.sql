-- id: duplicate-token
-- kind: check
-- severity: warning
-- title: A token used twice at once
-- uses: posting, taken-back, loss-span, unseen-end
-- evidence: EXISTS (FROM vq_op WHERE op = 'get_buf' AND token IS NOT NULL) | no virtqueue get_buf that returned a buffer was recorded
-- meaning: The driver added a buffer under a token that was still with the device in the same queue: when the device returns one
--   of them the driver cannot know which. Buffers that the driver took back when it reset the queue are left out, as of stalled-buffer.
SELECT NULL::VARCHAR AS kind, coalesce(q.device::VARCHAR, q.virtio_device) AS device, n.add_ts_ns AS ts_ns, n.cpu,
    NULL::UBIGINT AS dma_addr, NULL::UBIGINT AS phys_addr,
    NULL::UBIGINT AS size, 1::BIGINT AS count,
    printf('%s queue %s: token %s added again (event %d) while in flight since event %d', q.virtio_device, q.queue_name,
        hex_address(q.token), n.request_id, q.request_id) AS message,
    [q.request_id, n.request_id] AS events
FROM posting q JOIN posting n ON n.request_id = q.last_id
WHERE q.state = 'reposted' AND NOT EXISTS (FROM partly_recorded)
    AND q.request_id NOT IN (FROM taken_back) AND NOT lost_between(q.request_id, n.request_id)
ORDER BY n.request_id
