/** The benchmark page: reads what to measure from the address, has a worker measure it, and shows the JSON. */

import { EngineError, toWire } from "./engine/error.js";
import { Runtime } from "./engine/runtime.js";
import { TrainingWorker } from "./engine/training.js";
import { PLACE } from "./place.js";
import { benchCommand } from "./protocol.js";

/** @typedef {import("./protocol.js").BenchOptions} BenchOptions */

/** The address's names of configuration fields. */
const FIELDS = /** @type {const} */ ({
  batch: "batch_size",
  micro: "micro_batch_size",
  dropout: "dropout",
  vocab: "vocab_size",
  layers: "n_layer",
  heads: "n_head",
  d: "d_model",
  block: "block_size",
});
const COUNTS = /** @type {const} */ ({ steps: 5, warmup: 1, threads: 1, streams: 1, profile: 0 });
const NAMES = /** @type {const} */ ({
  mode: "train",
  size: "classroom",
  preset: "champion",
  module: "auto",
});
const MODES = ["train", "eval", "generate", "gemm", "kernels"];

/** @param {string} id */
function element(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`bench.html has no #${id}`);
  return found;
}

/**
 * @param {string} name
 * @param {string} text
 */
function number(name, text) {
  const value = Number(text);
  if (text.trim() !== "" && Number.isFinite(value) && value >= 0) return value;
  throw new EngineError(
    "config",
    `"${name}" must be a number from 0, not "${text}"; change it in the address.`,
    {
      field: name,
      value: text,
    },
  );
}

/**
 * @param {URLSearchParams} query
 * @returns {BenchOptions & { module: string, threads: number }}
 */
function options(query) {
  /** @type {Record<string, number>} */
  const set = { dropout: 0 };
  /** @type {Record<string, number>} */
  const counts = { ...COUNTS };
  /** @type {Record<string, string>} */
  const names = { ...NAMES };
  for (const [name, text] of query) {
    if (Object.hasOwn(FIELDS, name))
      set[FIELDS[/** @type {keyof typeof FIELDS} */ (name)]] = number(name, text);
    else if (Object.hasOwn(COUNTS, name)) counts[name] = number(name, text);
    else if (Object.hasOwn(NAMES, name)) names[name] = text;
    else
      throw new EngineError(
        "config",
        `The benchmark has no setting "${name}"; see the list above.`,
        { field: name },
      );
  }
  if (!MODES.includes(names.mode)) {
    throw new EngineError(
      "config",
      `There is no mode "${names.mode}"; choose one of ${MODES.join(", ")}.`,
      {
        field: "mode",
        value: names.mode,
      },
    );
  }
  const { steps, warmup, threads, streams, profile } = /** @type {typeof COUNTS} */ (counts);
  const { mode, size, preset, module } = /** @type {typeof NAMES} */ (names);
  return {
    mode,
    size,
    preset,
    module,
    set,
    steps,
    warmup,
    threads,
    streams,
    profile: profile !== 0,
  };
}

/** @param {NonNullable<import("./protocol.js").BenchResult["kernels"]>} kernels */
function table(kernels) {
  const made = document.createElement("table");
  const add = (/** @type {string} */ tag, /** @type {string[]} */ cells) => {
    const row = made.insertRow();
    for (const text of cells)
      row.append(Object.assign(document.createElement(tag), { textContent: text }));
  };
  add("th", ["Kernel", "Rate", "Limit on this page", "Share"]);
  for (const { name, bound, rate, limit } of kernels) {
    const unit = bound === "compute" ? "GFLOP/s" : "GB/s";
    const share = `${Math.round((100 * rate) / limit)} %`;
    add("td", [name, `${rate.toFixed(1)} ${unit}`, `${limit.toFixed(1)} ${unit}`, share]);
  }
  return made;
}

/** @param {unknown} result */
function show(result) {
  Object.assign(window, { benchResult: result });
  element("result").textContent = JSON.stringify(result, null, 2);
}

async function run() {
  const { module, threads, ...bench } = options(new URLSearchParams(location.search));
  const runtime = new Runtime(PLACE, { module, threads });
  // What becomes of the worker is told by the answer.
  const handlers = { onDeath: () => {}, onReady: () => {} };
  const worker = new TrainingWorker(runtime, handlers, {
    script: "worker/bench.js",
    check: benchCommand,
  });
  try {
    const bar = /** @type {HTMLProgressElement} */ (element("progress"));
    const measured = await worker.ask(
      { type: "bench", options: bench },
      {
        part: ({ doing, done, total }) => {
          element("status").textContent = `${doing}: ${done} of ${total}`;
          bar.max = total;
          bar.value = done;
        },
      },
    );
    return { ...measured, threads: runtime.info.threads, module: runtime.info.module };
  } finally {
    const over = new EngineError("disposed", "The benchmark is over.");
    worker.close(over);
    runtime.end(over);
  }
}

run().then(
  (result) => {
    element("status").textContent = "Done.";
    element("progress").remove();
    if (result.kernels) element("result").before(table(result.kernels));
    show(result);
  },
  (error) => {
    element("status").textContent = error.message;
    element("progress").remove();
    show({ error: toWire(error) });
  },
);
