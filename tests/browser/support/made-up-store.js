/** Storage made up in memory, for tests of what keeps runs: without a browser, a module or time. */

/** @typedef {import("../../../www/worker/store/store.js").Store} Store */
/** @typedef {{ note: any, bytes: Uint8Array }} Value */

/** The same interface as the store of www/worker/store; `refuse` has writes fail with its sentence. */
export class MadeUpStore {
  /** @type {import("../../../www/worker/store/store.js").Place["kind"]} */
  kind = "opfs";
  /** @type {Map<string, Value>} */
  values = new Map();
  /** Keys that somebody holds. @type {Set<string>} */
  held = new Set();
  refuse = "";
  /** Keys, in the order in which they were written or refused. @type {string[]} */
  tried = [];
  /** Waited for before each removal. @type {(key: string) => Promise<unknown>} */
  beforeRemoval = async () => {};

  keys() {
    return [...this.values.keys()].sort();
  }

  async list() {
    return [...this.values].map(([key, { note, bytes }]) => ({ key, note, bytes: bytes.length }));
  }

  /** @param {string} key */
  async has(key) {
    return this.values.has(key);
  }

  /** @param {string} key @param {any} note @param {Iterable<Uint8Array>} pieces */
  async write(key, note, pieces) {
    this.tried.push(key);
    const bytes = new Uint8Array([...pieces].flatMap((piece) => [...piece]));
    await null;
    if (this.refuse) throw new Error(this.refuse);
    const told = typeof note === "function" ? note() : note;
    this.values.set(key, { note: structuredClone(told), bytes });
    return bytes.length;
  }

  /** @param {string} key */
  async open(key) {
    const value = this.values.get(key);
    if (!value) return null;
    const read = (/** @type {number} */ at, /** @type {number} */ length) =>
      value.bytes.slice(at, at + length);
    return { note: value.note, bytes: value.bytes.length, read, close() {} };
  }

  /** @param {string} key */
  async remove(key) {
    await this.beforeRemoval(key);
    this.values.delete(key);
  }

  /** @param {string} key */
  async hold(key) {
    if (this.held.has(key)) return null;
    this.held.add(key);
    return () => this.held.delete(key);
  }

  async usage() {
    return {
      used: [...this.values.values()].reduce((n, { bytes }) => n + bytes.length, 0),
      free: null,
    };
  }
}
