// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

// Opens every part of a tape with polars, which shares no code with arrow-java or with dmatape, and holds the rows it
// finds against the manifest. Prints table,rows; exits with 1 at the first difference.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import pl from "nodejs-polars";

const [tape] = process.argv.slice(2);
if (tape === undefined) {
  console.error("usage: node read-with-polars.mjs TAPE");
  process.exit(2);
}

const manifest = JSON.parse(readFileSync(join(tape, "manifest.json"), "utf8"));
console.log("table,rows");
for (const table of manifest.tables) {
  const folder = join(tape, table.name);
  const listed = table.parts.map((part) => part.file);
  if (readdirSync(folder).sort().join() !== listed.join()) {
    fail(`${folder} does not hold the parts the manifest lists: ${listed.join()}`);
  }
  let rows = 0;
  for (const part of table.parts) {
    const frame = pl.readIPCStream(readFileSync(join(folder, part.file)));
    checkRows(join(folder, part.file), frame.height, part.rows);
    frame.head(1000).toRecords(); // columns are decoded whole when the part is opened, this looks at values
    rows += frame.height;
  }
  checkRows(folder, rows, table.rows);
  console.log(`${table.name},${rows}`);
}

function checkRows(where, found, expected) {
  if (found !== expected) {
    fail(`${where} has ${found} rows for polars, the manifest says ${expected}`);
  }
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
