-- The tables of a lab store as version 1 had them.
CREATE TABLE store_version (version INTEGER NOT NULL, since TIMESTAMP NOT NULL, written_by VARCHAR NOT NULL);
CREATE TABLE capture (
    capture VARCHAR PRIMARY KEY,
    content VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    input VARCHAR NOT NULL,
    host VARCHAR NOT NULL,
    scenario VARCHAR NOT NULL,
    night DATE NOT NULL,
    started_at TIMESTAMP NOT NULL,
    fingerprint VARCHAR NOT NULL,
    verdict VARCHAR NOT NULL,
    events BIGINT NOT NULL,
    lost_events BIGINT NOT NULL,
    lossy BOOLEAN NOT NULL,
    taken_in_at TIMESTAMP NOT NULL,
    taken_in_by VARCHAR NOT NULL,
    pruned_at TIMESTAMP
);
CREATE TABLE environment (fingerprint VARCHAR NOT NULL, fact VARCHAR NOT NULL, value VARCHAR NOT NULL);
CREATE TABLE check_result (
    capture VARCHAR NOT NULL, check_id VARCHAR NOT NULL, severity VARCHAR NOT NULL, status VARCHAR NOT NULL,
    findings BIGINT NOT NULL, reason VARCHAR, hidden_by_loss BOOLEAN NOT NULL
);
CREATE TABLE finding_count (
    capture VARCHAR NOT NULL, check_id VARCHAR NOT NULL, kind VARCHAR, severity VARCHAR NOT NULL, findings BIGINT NOT NULL
);
CREATE TABLE finding (
    capture VARCHAR NOT NULL, check_id VARCHAR NOT NULL, severity VARCHAR NOT NULL, kind VARCHAR, device VARCHAR, ts_ns BIGINT,
    cpu INTEGER, dma_addr UBIGINT, phys_addr UBIGINT, size_bytes UBIGINT, count BIGINT NOT NULL, message VARCHAR NOT NULL,
    events BIGINT[] NOT NULL
);
CREATE TABLE metric (
    capture VARCHAR NOT NULL, metric VARCHAR NOT NULL, unit VARCHAR NOT NULL, goodness VARCHAR NOT NULL, value DOUBLE NOT NULL,
    samples BIGINT NOT NULL, distribution VARCHAR
);
CREATE TABLE histogram (capture VARCHAR NOT NULL, distribution VARCHAR NOT NULL, bins INTEGER[] NOT NULL, counts BIGINT[] NOT NULL);
CREATE TABLE lake_file (
    capture VARCHAR NOT NULL, table_name VARCHAR NOT NULL, path VARCHAR NOT NULL, row_count BIGINT NOT NULL
);
CREATE TABLE broken (
    signature VARCHAR NOT NULL, name VARCHAR NOT NULL, input VARCHAR NOT NULL, scenario VARCHAR NOT NULL, night DATE NOT NULL,
    reason VARCHAR NOT NULL, failed_at TIMESTAMP NOT NULL
);
CREATE TABLE seen_file (
    path VARCHAR NOT NULL, size_bytes BIGINT NOT NULL, modified_ns BIGINT NOT NULL, inode VARCHAR NOT NULL, sha256 VARCHAR NOT NULL
);
