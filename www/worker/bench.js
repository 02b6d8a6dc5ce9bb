/** The benchmark's worker: checks a result, then times it. */

import { EngineError } from "../engine/error.js";
import { benchCommand } from "../protocol.js";
import { load } from "./module.js";
import { send, serve } from "./serve.js";

/** @typedef {import("../protocol.js").BenchOptions} BenchOptions */
/** @typedef {import("../protocol.js").BenchResult} BenchResult */

/** Multiplies that every result tells: rows of the left one, what is summed over, columns of the right one. */
const MULTIPLIES = [
  [1024, 512, 2048],
  [1024, 1024, 1024],
];
/** A timing of less than this says little. */
const SHORTEST_MS = 60;
/** Rounds of timings that count, and before them those in which the engine still compiles. */
const ROUNDS = 9;
const WARM_UP_ROUNDS = 3;

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
    const timed =
      options.mode === "gemm" || options.mode === "kernels"
        ? null
        : time(module, config, options, report);
    const peak_memory_bytes = memory.buffer.byteLength;
    return {
      params: timed?.params ?? params,
      mode: options.mode,
      tokens_per_second: timed?.tokens_per_second ?? null,
      step_ms: timed?.step_ms ?? [],
      loss: timed?.loss ?? null,
      peak_memory_bytes,
      gemm: multiplies(module, report),
      ...(options.mode === "kernels" ? { kernels: kernels(module, report) } : {}),
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
 * Something to time: runs so many times and gives the work done.
 * @typedef {(times: number) => number} Work
 */

/**
 * GFLOP/s of each multiply, on all threads, and of the bare micro-kernel on one.
 * @param {import("./module.js").Module} module
 * @param {(doing: string, done: number, total: number) => void} report
 */
function multiplies(module, report) {
  const benches = MULTIPLIES.map((sides) => ({
    name: sides.join("x"),
    bench: new module.KernelBench(`multiply, ${sides.join(" × ")}`),
  }));
  /** @type {Record<string, Work>} */
  const works = {};
  for (const { name, bench } of benches) works[name] = (times) => bench.run(times);
  works.peak = (times) => module.bench_peak(1000 * times);
  try {
    return rates(works, (done, total) => report("multiply", done, total));
  } finally {
    for (const { bench } of benches) bench.free();
  }
}

/**
 * GFLOP/s or GB/s of each kernel, beside the limit of its kind, which is timed in turn with it.
 * @param {import("./module.js").Module} module
 * @param {(doing: string, done: number, total: number) => void} report
 */
function kernels(module, report) {
  const cases = module.KernelBench.list();
  /** @type {Record<string, string>} */
  const limits = {};
  for (const { name, bound } of cases) limits[bound] ??= name;
  return cases.map(({ name, bound }, index) => {
    report("kernels", index, cases.length);
    const [bench, limit] = [
      new module.KernelBench(name),
      new module.KernelBench(limits[bound] ?? name),
    ];
    try {
      const found = rates({
        kernel: (times) => bench.run(times),
        limit: (times) => limit.run(times),
      });
      return { name, bound, rate: found.kernel ?? 0, limit: found.limit ?? 0 };
    } finally {
      bench.free();
      limit.free();
    }
  });
}

/**
 * What each gets done in a nanosecond: the median of rounds in which all are timed in turn, so that other work on the
 * machine meets them alike.
 * @param {Record<string, Work>} works
 * @param {(done: number, total: number) => void} [report]
 */
function rates(works, report) {
  const timed = Object.entries(works).map(([name, work]) => ({
    name,
    work,
    times: 1,
    found: /** @type {number[]} */ ([]),
  }));
  const rounds = WARM_UP_ROUNDS + ROUNDS;
  for (let round = 0; round < rounds; round += 1) {
    report?.(round, rounds);
    for (const each of timed) {
      const { rate, ms } = timeOnce(each.work, each.times);
      if (round >= WARM_UP_ROUNDS) each.found.push(rate);
      else each.times = Math.ceil(each.times * Math.min(20, SHORTEST_MS / Math.max(ms, 0.1)));
    }
  }
  return Object.fromEntries(timed.map(({ name, found }) => [name, median(found)]));
}

/**
 * @param {Work} work
 * @param {number} times
 */
function timeOnce(work, times) {
  const start = performance.now();
  const done = work(times);
  const ms = performance.now() - start;
  return { rate: done / Math.max(ms, 0.001) / 1e6, ms };
}

/** @param {number[]} values */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}
