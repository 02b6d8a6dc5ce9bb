import { inWords } from "../engine/memory.js";

/** @typedef {{ heap_refused(): number }} Heap */

/** What this worker runs, once it does. @type {{ module: Heap, memory: WebAssembly.Memory } | undefined} */
let watched;

/**
 * @param {Heap} module
 * @param {WebAssembly.Memory} memory
 */
export function watch(module, memory) {
  watched = { module, memory };
}

/**
 * A trap leaves the module in no state to go on with. So does a call stack or memory that ran out, which engines tell as
 * a RangeError, or as an InternalError in Firefox.
 * @param {unknown} thrown
 */
export function isTrap(thrown) {
  return (
    thrown instanceof WebAssembly.RuntimeError ||
    thrown instanceof RangeError ||
    (thrown instanceof Error && thrown.name === "InternalError")
  );
}

/**
 * What a trap came from: memory that ran out, or anything else.
 * @param {unknown} thrown
 * @returns {{ code: string, message: string, bytes?: number }}
 */
export function autopsy(thrown) {
  // Reading a number is safe even now.
  const refused = watched?.module.heap_refused() ?? 0;
  if (!watched || refused === 0)
    return { code: "worker", message: `The module stopped (${String(thrown)}).` };
  const bytes = watched.memory.buffer.byteLength;
  const held = `${inWords(refused)} more than the ${inWords(bytes)} that it holds`;
  return {
    code: "memory",
    message: `The memory ran out: the browser did not give ${held}.`,
    bytes,
  };
}
