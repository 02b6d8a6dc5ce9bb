/** @typedef {import("../protocol.js").Plan} Plan */

/** The module's own data, the threads' stacks, tokenizers: measured at 20 MB without a run. */
const BASE_BYTES = 32 * 2 ** 20;
/** An allocator leaves gaps that no later request fits into. */
const USABLE = 0.9;

/**
 * What fits into the module's memory, by each run's own estimate: every run holds its weights and moments, and all share
 * what one needs to compute.
 */
export class Budget {
  #bytes = Infinity;
  #data = 0;
  /** @type {Map<string, { held: number, working: number }>} */
  #runs = new Map();

  /** @param {number} bytes that the memory can come to; 0 where that is not known */
  set limit(bytes) {
    this.#bytes = bytes > 0 ? bytes * USABLE - BASE_BYTES : Infinity;
  }

  /** Bytes that runs can have. */
  get bytes() {
    return this.#bytes;
  }

  /** A data set was given or freed. @param {number} bytes */
  addData(bytes) {
    this.#data += bytes;
  }

  /** Whether a run would fit if it were alone. @param {Plan} plan */
  fitsAlone({ memory_bytes }) {
    return this.#data + memory_bytes <= this.#bytes;
  }

  /** Whether a run fits beside those that are here. @param {Plan} plan */
  fits(plan) {
    return this.#needs([...this.#runs.values(), parts(plan)]) <= this.#bytes;
  }

  /** @param {{ held: number, working: number }[]} runs */
  #needs(runs) {
    const held = runs.reduce((sum, run) => sum + run.held, 0);
    return this.#data + held + Math.max(0, ...runs.map((run) => run.working));
  }

  /** Whether there is room for so many bytes more beside the runs that are here. @param {number} bytes */
  hasRoom(bytes) {
    return this.#needs([...this.#runs.values()]) + bytes <= this.#bytes;
  }

  /** @param {string} id @param {Plan} plan */
  take(id, plan) {
    this.#runs.set(id, parts(plan));
  }

  /** A run that ended keeps its weights alone. @param {string} id @param {Plan} plan */
  keepWeights(id, { params }) {
    if (this.#runs.has(id)) this.#runs.set(id, { held: 4 * params, working: 0 });
  }

  /** @param {string} id */
  free(id) {
    this.#runs.delete(id);
  }
}

/** @param {Plan} plan */
function parts({ held_bytes, memory_bytes }) {
  return { held: held_bytes, working: memory_bytes - held_bytes };
}
