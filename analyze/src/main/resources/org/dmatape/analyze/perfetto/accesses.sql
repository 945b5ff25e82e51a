-- SPDX-License-Identifier: Apache-2.0
-- Copyright The dmatape authors
-- What was seen from the device's side, and what the IOMMU reported.
SELECT event_id, ts_ns, coalesce(device::VARCHAR, 'unknown device') AS device, access || ' ' || result AS name, iova, phys_addr, size,
    NULL::VARCHAR AS reason
FROM device_access
WHERE in_scope(device, ts_ns, NULL::USMALLINT)
UNION ALL
SELECT event_id, ts_ns, coalesce(device::VARCHAR, 'unknown device'), 'fault ' || access, iova, NULL, NULL, reason
FROM iommu_fault
WHERE in_scope(device, ts_ns, NULL::USMALLINT)
ORDER BY ts_ns, event_id
