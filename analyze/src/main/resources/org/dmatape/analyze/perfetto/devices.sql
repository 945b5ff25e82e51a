-- SPDX-License-Identifier: Apache-2.0
-- Copyright The dmatape authors
-- One row per device: what its group of tracks is called.
SELECT device, concat_ws(' ', device, string_agg(virtio_device, ' ' ORDER BY virtio_device), '(' || any_value(driver) || ')') AS title
FROM device
WHERE in_scope(device, NULL::BIGINT, NULL::USMALLINT)
GROUP BY device
ORDER BY device
