/** The benchmark's worker: checks a result, then times it. */

import { EngineError } from "../engine/error.js";
import { benchCommand } from "../protocol.js";
import { load } from "./module.js";
import { send, serve } from "./serve.js";

/** @typedef {import("../protocol.js").BenchOptions} BenchOptions */
/** @typedef {import("../protocol.js").BenchResult} BenchResult */

/** Multiplies that are timed: rows of the left one, what is summed over, columns of the right one. */
const MULTIPLIES = [
  [1024, 512, 2048],
  [1024, 1024, 1024],
];
/** A timing of less than this says little. */
const SHORTEST_MS = 200;
/**
 * The best is told, once so many in a row have not bettered it by more than a hundredth: other work on the machine only
 * ever makes one slower, and an engine's first, plain compilation of a loop is still running in the first few.
 */
const TRIES = 3;
const MOST_TRIES = 20;

/** @type {{ module: import("./module.js").Module, memory: WebAssembly.Memory } | undefined} */
let loaded;

serve(benchCommand, {
  async init(command) {
    loaded = await load(command);
  },

  start_pool({ threads }) {
    loaded?.module.start_pool(threads);
  },

  /** @returns {BenchResult} */
  bench({ id, options }) {
    if (!loaded)
      throw new EngineError("state", "The benchmark's worker has no module yet; send init first.");
    const { module, memory } = loaded;
    const report = (
      /** @type {string} */ doing,
      /** @type {number} */ done,
      /** @type {number} */ total,
    ) => send({ type: "part", id, value: { doing, done, total } });
    const { config, params } = module.resolve_config(options.preset, options.size, options.set);
    const timed = options.mode === "gemm" ? null : time(module, config, options, report);
    const peak_memory_bytes = memory.buffer.byteLength;
    return {
      params: timed?.params ?? params,
      mode: options.mode,
      tokens_per_second: timed?.tokens_per_second ?? null,
      step_ms: timed?.step_ms ?? [],
      loss: timed?.loss ?? null,
      peak_memory_bytes,
      gemm: multiplies(module, report),
      ...(timed && options.profile ? { profile: timed.profile } : {}),
    };
  },
});

/**
 * @param {import("./module.js").Module} module
 * @param {import("../protocol.js").Config} config
 * @param {BenchOptions} options
 * @param {(doing: string, done: number, total: number) => void} report
 */
function time(module, config, { mode, steps, warmup, streams, profile }, report) {
  const bench = new module.Bench(config, { mode, streams, profile });
  try {
    const wrong = bench.check();
    if (wrong) throw new EngineError("internal", wrong);
    for (let i = 0; i < warmup; i += 1) {
      report("warm-up", i, warmup);
      bench.advance();
    }
    bench.profile();
    /** @type {number[]} */
    const step_ms = [];
    let tokens = 0;
    let loss = null;
    for (let i = 0; i < steps; i += 1) {
      report(mode, i, steps);
      const start = performance.now();
      const done = bench.advance();
      step_ms.push(performance.now() - start);
      tokens += done.tokens;
      loss = done.loss;
    }
    const seconds = step_ms.reduce((sum, ms) => sum + ms, 0) / 1000;
    return {
      params: bench.params,
      tokens_per_second: tokens / seconds,
      step_ms,
      loss,
      profile: bench.profile(),
    };
  } finally {
    bench.free();
  }
}

/**
 * GFLOP/s of each multiply and of the bare micro-kernel.
 * @param {import("./module.js").Module} module
 * @param {(doing: string, done: number, total: number) => void} report
 */
function multiplies(module, report) {
  /** @type {Record<string, number>} */
  const rates = {};
  const total = MULTIPLIES.length + 1;
  for (const [m, k, n] of MULTIPLIES) {
    report("multiply", Object.keys(rates).length, total);
    rates[`${m}x${k}x${n}`] = rate((iterations) => module.bench_gemm(m, k, n, iterations), 1);
  }
  report("peak", total - 1, total);
  rates.peak = rate(module.bench_peak, 1000);
  return rates;
}

/**
 * The best GFLOP/s of some timings, each long enough to trust.
 * @param {(iterations: number) => number} work gives the floating-point operations that it did
 * @param {number} iterations to begin with
 */
function rate(work, iterations) {
  let best = 0;
  for (let tried = 0, since = 0; since < TRIES && tried < MOST_TRIES; ) {
    const start = performance.now();
    const operations = work(iterations);
    const ms = performance.now() - start;
    if (ms < SHORTEST_MS) {
      iterations = Math.ceil(iterations * Math.min(10, (1.2 * SHORTEST_MS) / Math.max(ms, 1)));
      continue;
    }
    const gflops = operations / ms / 1e6;
    since = gflops > 1.01 * best ? 0 : since + 1;
    best = Math.max(best, gflops);
    tried += 1;
  }
  return best;
}
