-- SPDX-License-Identifier: Apache-2.0
-- Copyright The dmatape authors
-- One row per CPU that recorded something.
SELECT cpu FROM dma_op WHERE in_scope(NULL::VARCHAR, NULL::BIGINT, cpu)
UNION SELECT cpu FROM vq_op WHERE in_scope(NULL::VARCHAR, NULL::BIGINT, cpu)
UNION SELECT cpu FROM iommu_op WHERE in_scope(NULL::VARCHAR, NULL::BIGINT, cpu)
ORDER BY cpu
