// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

// Opens a database that `dmatape sql --database` kept with DuckDB's own client, an older release than the one dmatape
// carries. Reads every table and view and calls every function. Prints table,rows; exits with 1 at the first failure.

import process from "node:process";
import { DuckDBInstance } from "@duckdb/node-api";

const [file] = process.argv.slice(2);
if (file === undefined) {
  console.error("usage: node open-with-duckdb.mjs FILE.duckdb");
  process.exit(2);
}

const database = await DuckDBInstance.create(file, { access_mode: "READ_ONLY" });
const connection = await database.connect();

const tables = await values(
  "SELECT table_name FROM information_schema.tables WHERE table_schema = 'main' ORDER BY 1",
);
for (const needed of ["dma_op", "vq_op", "mapping", "request"]) {
  if (!tables.includes(needed)) {
    fail(`${file} has no ${needed}`);
  }
}
console.log("table,rows");
for (const table of tables) {
  const [rows] = await values(`SELECT count(*) FROM (FROM "${table}")`);
  console.log(`${table},${rows}`);
}

const functions = {
  "hex(255::UBIGINT)": "0xff",
  "255::UBIGINT = hex('0xff')": "true",
  "(SELECT hex(max(dma_addr)) LIKE '0x%' FROM dma_op)": "true",
  "ns(338738)": "338.738 us",
  "to_ns('338.738 us')": "338738",
  "(SELECT bool_and(device(d.device) = d.device) FROM device d)": "true",
  "(SELECT count(*) FROM mapping WHERE hex(dma_addr) <> hex_address(dma_addr))": "0",
};
for (const [expression, expected] of Object.entries(functions)) {
  const [found] = await values(`SELECT ${expression}`);
  if (String(found) !== expected) {
    fail(`${expression} is ${found}, expected ${expected}`);
  }
}

async function values(sql) {
  const result = await connection.runAndReadAll(sql);
  return result.getRows().map((row) => row[0]);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
