// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.database;

import java.util.Locale;

/// The functions that SQL over a tape has beyond those of DuckDB: what people read turned into what tables
/// hold, and back.
public enum SqlFunction {
    /// Addresses.
    HEX(
            "hex(address)",
            "An address as text in hexadecimal; compared with an address (=, <, >) the text is one. It takes the place of"
                    + " DuckDB's own hex, which is still there as to_hex.",
            "SELECT * FROM mapping WHERE dma_addr = hex('0xffff000')",
            "(address) AS '0x' || lower(to_hex(address::UBIGINT))"),
    /// Times and durations, for reading.
    NS(
            "ns(nanoseconds)",
            "Nanoseconds as text with the unit that suits them (ns, us, ms, s) and every digit.",
            "SELECT device, ns(max(duration_ns)) FROM dma_op GROUP BY device",
            """
            (number) AS CASE WHEN abs(number::HUGEINT) < 1000 THEN number || ' ns'
                WHEN abs(number::HUGEINT) < 1000000 THEN rtrim(rtrim((number * 0.001)::VARCHAR, '0'), '.') || ' us'
                WHEN abs(number::HUGEINT) < 1000000000 THEN rtrim(rtrim((number * 0.000001)::VARCHAR, '0'), '.') || ' ms'
                ELSE rtrim(rtrim((number * 0.000000001)::VARCHAR, '0'), '.') || ' s' END"""),
    /// Times and durations, as they were read.
    TO_NS(
            "to_ns(text)",
            "The nanoseconds such text means.",
            "SELECT count() FROM dma_op WHERE duration_ns > to_ns('50 us')",
            """
            (written) AS
                (regexp_extract(written::VARCHAR, '^ *(-?[0-9]+[.]?[0-9]*) *(ns|us|ms|s)? *$', 1)::DECIMAL(28, 9)
                * CASE regexp_extract(written::VARCHAR, '([a-z]*) *$', 1)
                    WHEN 's' THEN 1000000000 WHEN 'ms' THEN 1000000 WHEN 'us' THEN 1000 ELSE 1 END)::BIGINT"""),
    /// Devices.
    DEVICE(
            "device(name)",
            "The DMA device that is called so, or that the virtio device of that name sits on; null when there is none.",
            "SELECT op, count() FROM dma_op WHERE device = device('virtio0') GROUP BY op",
            // names inside a macro capture those of the statement around it: the alias is one nobody else uses
            """
            (name) AS (SELECT any_value(device_by_name.device) FROM device AS device_by_name
                WHERE name IN (device_by_name.device, device_by_name.virtio_device))"""),
    /// Threads.
    OF_COMMAND(
            "of_command(pid)",
            "Whether a thread belongs to the command that was recorded: its process, and every thread and process that came"
                    + " from it. False on a tape that was not recorded around a command.",
            "SELECT op, count() FROM dma_op WHERE of_command(pid) AND context = 'task' GROUP BY op",
            "(pid) AS coalesce(list_contains(getvariable('command_pids'), pid::INTEGER), false)"),
    /// Sizes.
    SIZE_BUCKET(
            "size_bucket(bytes)",
            "The class of sizes that cost-operations puts so many bytes into: 1..64, 65..512, 513..4K, 4K..16K, 16K..64K,"
                    + " 64K..1M, over 1M.",
            "SELECT cpu, size_bucket(size), count(), ns(quantile_disc(duration_ns, 0.99)) FROM dma_op"
                    + " WHERE op = 'map' GROUP BY ALL ORDER BY cpu, min(size)",
            """
            (bytes) AS CASE WHEN bytes IS NULL THEN 'unknown' WHEN bytes <= 64 THEN '1..64' WHEN bytes <= 512 THEN '65..512'
                WHEN bytes <= 4096 THEN '513..4K' WHEN bytes <= 16384 THEN '4K..16K' WHEN bytes <= 65536 THEN '16K..64K'
                WHEN bytes <= 1048576 THEN '64K..1M' ELSE 'over 1M' END"""),
    /// What the canned queries write addresses with.
    HEX_ADDRESS(
            "hex_address(address)",
            "The same as hex(address).",
            "SELECT hex_address(dma_addr) FROM mapping LIMIT 5",
            "(address) AS '0x' || lower(to_hex(address::UBIGINT))");

    /// The variable that holds the pids of the command.
    public static final String COMMAND_PIDS = "command_pids";

    private final String signature;
    private final String meaning;
    private final String example;
    private final String forms;

    /// @param forms parameters and body of each form
    SqlFunction(String signature, String meaning, String example, String forms) {
        this.signature = signature;
        this.meaning = meaning;
        this.example = example;
        this.forms = forms;
    }

    /// As SQL calls it.
    public String functionName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// How it is called.
    public String signature() {
        return signature;
    }

    /// What it returns.
    public String meaning() {
        return meaning;
    }

    /// A statement that uses it.
    public String example() {
        return example;
    }

    /// The statement that defines it.
    public String definition() {
        return "CREATE MACRO " + functionName() + forms;
    }
}
