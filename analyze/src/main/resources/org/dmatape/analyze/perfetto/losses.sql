-- SPDX-License-Identifier: Apache-2.0
-- Copyright The dmatape authors
-- The spans in which a CPU lost events.
SELECT cpu, from_ns AS begin_ns, greatest(from_ns, to_ns) AS end_ns, events
FROM loss
WHERE in_scope(NULL::VARCHAR, from_ns, cpu)
ORDER BY from_ns, cpu
