-- id: unmapped-access
-- kind: check
-- severity: error
-- title: The device touched unmapped memory
-- evidence: EXISTS (FROM device_access) | no device-side source in this tape
-- evidence: false | device accesses are not yet compared with mappings
-- meaning: The device accessed an address with no live mapping. Needs a record of what the device did.
SELECT NULL::VARCHAR AS kind, NULL::VARCHAR AS device, NULL::BIGINT AS ts_ns, NULL::USMALLINT AS cpu, NULL::UBIGINT AS dma_addr,
    NULL::UBIGINT AS phys_addr, NULL::UBIGINT AS size, 0::BIGINT AS count, '' AS message, []::BIGINT[] AS events
WHERE false
