/** The stand-in's time: it takes it, and does nothing in it. */

/** Memory that can be waited on, also where a page is not isolated. */
const waiting = new Int32Array(
  new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }).buffer,
);

/**
 * Holds the worker up as work would, without a core of its own, so that tests can run beside each other.
 * @param {number} [ms] a unit of work, as FAKE_UNIT_MS has it; looked up late, as it is set after imports
 */
export function busy(ms = Number(globalThis.FAKE_UNIT_MS ?? 4)) {
  Atomics.wait(waiting, 0, 0, ms);
}
