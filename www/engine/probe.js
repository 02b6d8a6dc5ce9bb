import { probeCommand } from "../protocol.js";
import { cancelled, EngineError } from "./error.js";
import { Pool } from "./pool.js";
import { spawn } from "./spawn.js";

/** Floating-point operations of training in a second, by the fastest of so many updates. @typedef {{ flop_per_second: number, updates: number }} Speed */
/**
 * What was measured of a machine: `threads` that the training takes and its speed with them, the speed of `one` thread
 * and, where they were tried, of `more`; `late_ms` is by how much more the page came late while those trained; `ms`
 * what it all took.
 * @typedef {{
 *   threads: number, flop_per_second: number, one: Speed, more?: Speed & { threads: number, late_ms: number }, ms: number,
 * }} Measured
 */

/**
 * Updates with one thread, and then with all of them: in all, with what lies between them, under 300 ms where the cores are
 * free. A machine so slow or busy that two updates take longer takes that time.
 */
const ONE_MS = 105;
const MORE_MS = 70;
/** More threads than one are worth what they cost only with this much more speed. */
const WORTH = 1.15;
/** Fewer updates than these say too little to do with fewer threads. */
const ENOUGH_UPDATES = 3;
/** The page may come later than with one thread by one frame. */
const FRAME_MS = 16;
/** Between two looks at how late the page comes. */
const TICK_MS = 8;

/**
 * Measures how fast this machine trains, in workers of its own, and has the next training worker take no more threads
 * than are worth it and leave the page in time.
 * @param {import("./runtime.js").Runtime} runtime
 * @param {(AbortSignal | undefined)[]} endings each ends it
 * @returns {Promise<Measured>}
 */
export async function probe(runtime, endings) {
  const alone = await Trial.begin(runtime, 1, endings);
  const start = performance.now();
  // The others start while one is measured: until they are asked they only wait.
  const others =
    alone.most > 1 ? Trial.begin(runtime, alone.most, endings) : Promise.resolve(undefined);
  // Told where it is awaited.
  others.catch(() => {});
  try {
    const [one, aloneMs] = await alone.time(alone.most > 1 ? ONE_MS : ONE_MS + MORE_MS);
    const together = await others;
    const threads = (await together?.threads) ?? 1;
    const whole = () => performance.now() - start;
    if (!together || threads === 1)
      return { threads: 1, flop_per_second: one.flop_per_second, one, ms: whole() };
    const [more, besideMs] = await together.time(MORE_MS);
    const late_ms = Math.max(0, besideMs - aloneMs);
    const why = whyOne(one, more, late_ms);
    const chosen = why && runtime.suggestThreads(1, `${threads} threads ${why}`) ? 1 : threads;
    const { flop_per_second } = chosen === 1 ? one : more;
    return {
      threads: chosen,
      flop_per_second,
      one,
      more: { ...more, threads, late_ms },
      ms: whole(),
    };
  } finally {
    alone.end();
    others.then((together) => together?.end()).catch(() => {});
  }
}

/** A worker that trains a little, with its pool. A pool is there from the start or never: each number of threads has a trial of its own. */
class Trial {
  #channel;
  #pool;
  /** Threads that it has. @type {Promise<number>} */
  threads;

  /**
   * @param {import("./runtime.js").Runtime} runtime
   * @param {number} threads
   * @param {(AbortSignal | undefined)[]} endings
   */
  static async begin(runtime, threads, endings) {
    const { threads: most, ...place } = await runtime.probePlace();
    for (const ending of endings) if (ending?.aborted) throw reasonOf(ending);
    const trial = new Trial(place, Math.min(threads, most), most);
    for (const ending of endings)
      ending?.addEventListener("abort", () => trial.end(reasonOf(ending)), { once: true });
    return trial;
  }

  /**
   * @param {import("./channel.js").Start} start
   * @param {number} threads
   * @param {number} most the threads that the training would take
   */
  constructor(start, threads, most) {
    this.most = most;
    this.#channel = spawn("probe-worker.js", probeCommand, { onFault: () => {} });
    this.#pool = new Pool(() => this.end());
    this.threads = this.#start(start, threads);
    // Whoever times it sees the rejection.
    this.threads.catch(() => {});
  }

  /**
   * @param {import("./channel.js").Start} start
   * @param {number} threads
   */
  async #start(start, threads) {
    const pooled = threads > 1 ? this.#pool.start(threads - 1, (one) => one.init(start)) : 0;
    await this.#channel.init(start);
    const all = 1 + (await pooled);
    if (all > 1) await this.#channel.request({ type: "start_pool", threads: all });
    return all;
  }

  /**
   * @param {number} ms
   * @returns {Promise<[Speed, number]>} and how late the page usually came meanwhile, in milliseconds
   */
  async time(ms) {
    await this.threads;
    const lateness = watchLateness();
    /** @type {Speed} */
    const speed = await this.#channel.request({ type: "probe", ms });
    return [speed, lateness()];
  }

  end(reason = new EngineError("disposed", "The probe is over.")) {
    this.#channel.close(reason);
    this.#pool.close(reason);
  }
}

/** An engine gives its reason, a person's signal any. @param {AbortSignal} ending */
function reasonOf({ reason }) {
  return reason instanceof EngineError ? reason : cancelled("The measurement");
}

/**
 * Why one thread suits a machine better than more of them; empty where it does not. That they make the page late shows also
 * where they made too few updates to tell their speed.
 * @param {Speed} one
 * @param {Speed} more
 * @param {number} late_ms
 */
export function whyOne(one, more, late_ms) {
  if (late_ms > FRAME_MS) return "make the page late";
  const known = Math.min(one.updates, more.updates) >= ENOUGH_UPDATES;
  return known && more.flop_per_second < WORTH * one.flop_per_second ? "are no faster here" : "";
}

/**
 * Watches how late timers of the page come.
 * @returns {() => number} ends it and tells the lateness that all but a tenth of them kept, in milliseconds
 */
function watchLateness() {
  /** @type {number[]} */
  const late = [];
  let due = performance.now() + TICK_MS;
  const tick = () => {
    late.push(performance.now() - due);
    due = performance.now() + TICK_MS;
    timer = setTimeout(tick, TICK_MS);
  };
  let timer = setTimeout(tick, TICK_MS);
  return () => {
    clearTimeout(timer);
    // A page that stands still until the end has not been late yet, but is.
    late.push(Math.max(0, performance.now() - due));
    late.sort((a, b) => a - b);
    return late[Math.floor(0.9 * (late.length - 1))];
  };
}
