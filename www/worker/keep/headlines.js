/** Prepared headlines in storage: runs that come back need the ids that they were trained on. */

/** @typedef {import("../../protocol.js").PreparedData} PreparedData */
/** @typedef {import("../store/store.js").Store} Store */
/** @typedef {import("../store/store.js").Opened} Opened */

/** @param {Uint32Array} ids */
const bytesOf = (ids) => new Uint8Array(ids.buffer, ids.byteOffset, ids.byteLength);

/**
 * @param {Store} store
 * @param {string} key
 * @param {PreparedData} prepared
 * @param {unknown} facts the page's, which come back with it
 */
export async function keepHeadlines(store, key, prepared, facts) {
  const { train_ids, val_ids, ...rest } = prepared;
  const counts = { train: train_ids.length, val: val_ids.length };
  const note = { version: 1, kind: "data", facts, counts, prepared: rest };
  await store.write(key, note, [bytesOf(train_ids), bytesOf(val_ids)]);
}

/**
 * @param {Opened} opened
 * @returns {{ prepared: PreparedData, facts: unknown }}
 */
export function headlinesOf(opened) {
  const { counts, prepared, facts } = opened.note;
  const ids = (/** @type {number} */ at, /** @type {number} */ n) =>
    new Uint32Array(opened.read(4 * at, 4 * n).slice().buffer);
  const train_ids = ids(0, counts.train);
  const val_ids = ids(counts.train, counts.val);
  return { prepared: { ...prepared, train_ids, val_ids }, facts };
}
