// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

// Opens a trace that `dmatape export --to perfetto` wrote with Perfetto's own trace processor, and holds what it finds
// against the tables of the same tape, exported as CSV. Prints what,count; exits with 1 at the first difference.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { openTrace } from "./trace-processor.mjs";

const [trace, tables] = process.argv.slice(2);
if (tables === undefined) {
  console.error("usage: node read-with-perfetto.mjs TRACE FOLDER-OF-CSV");
  process.exit(2);
}

const ask = await openTrace(trace);

// What the trace processor could not make sense of, it counts.
const complaints = await ask("SELECT name, value FROM stats WHERE severity IN ('error', 'data_loss') AND value > 0");
check("errors of the trace processor", complaints.length, 0, complaints);

const mappings = rowsOf("mapping").filter((row) => row.map_event_id !== "");
await checkCount("mappings", "track.name = 'mappings'", mappings.length);
await checkCount("requests", "track.name GLOB 'queue *'", rowsOf("request").length);
const operations =
  rowsOf("dma_op").filter((row) => row.entry_index === "0").length + rowsOf("vq_op").length + rowsOf("iommu_op").length;
await checkCount("operations", "track.name = 'operations'", operations);

const open = await ask("SELECT count(*) AS n FROM slice WHERE dur < 0");
check("slices without an end", Number(open[0].n), 0);

const flows = await ask("SELECT count(*) AS n FROM flow");
const returned = rowsOf("request").filter((row) => row.get_buf_id !== "").length;
const added = rowsOf("request").length;
check("flow arrows", Number(flows[0].n), added + returned);

const bytes = await ask(`
  SELECT cast_int!(sum(int_value)) AS n FROM args JOIN slice USING (arg_set_id) JOIN track ON track.id = slice.track_id
  WHERE track.name = 'mappings' AND args.flat_key = 'debug.size'`);
check("bytes mapped", Number(bytes[0].n), sum(mappings, "size"));

const lasting = await ask("SELECT sum(dur) AS n FROM slice JOIN track ON track.id = slice.track_id WHERE track.name = 'mappings'");
const ended = sum(mappings.filter((row) => row.state === "unmapped"), "lifetime_ns");
check("ns mapped, at least", Number(lasting[0].n) >= ended, true);

const peak = await ask(`
  SELECT max(value) AS n FROM counter JOIN counter_track ON counter_track.id = counter.track_id
  WHERE counter_track.name = 'live mappings'`);
check("peak of live mappings, positive", mappings.length === 0 || Number(peak[0].n) > 0, true);
process.exit(0);

async function checkCount(what, condition, expected) {
  const [row] = await ask(
    `SELECT count(*) AS n FROM slice JOIN track ON track.id = slice.track_id WHERE ${condition}`,
  );
  check(what, Number(row.n), expected);
}

function check(what, found, expected, details) {
  console.log(`${what},${found}`);
  if (found !== expected) {
    console.error(`${trace}: ${what}: ${found} for Perfetto, expected ${expected}`, details ?? "");
    process.exit(1);
  }
}

function sum(rows, column) {
  return rows.reduce((total, row) => total + Number(row[column] || 0), 0);
}

// The numbers and names of these tables hold neither quotes nor commas where it matters: columns after a quoted field are
// found by splitting outside of quotes.
function rowsOf(table) {
  const folder = join(tables, table);
  const [file] = readdirSync(folder);
  const [header, ...lines] = readFileSync(join(folder, file), "utf8").trimEnd().split("\n");
  const names = header.split(",");
  return lines.map((line) => {
    const fields = line.match(/("([^"]|"")*"|[^,]*)(,|$)/g).map((field) => field.replace(/,$/, ""));
    return Object.fromEntries(names.map((name, i) => [name, fields[i]]));
  });
}
