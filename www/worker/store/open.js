/** The place where this origin's runs are kept. */

import { openRecords } from "./indexed.js";
import { hasLocks } from "./locks.js";
import { openFiles } from "./opfs.js";
import { Store } from "./store.js";

/**
 * The origin's private file system, else IndexedDB, else null with a sentence that says why. Never throws.
 * @param {{ checksum: () => import("./format.js").Checksum }} options the same checksum in every version of the page
 * @returns {Promise<{ store: Store } | { store: null, reason: string }>}
 */
export async function openStore({ checksum }) {
  /** @type {string[]} */
  const refusals = [];
  for (const [what, open] of [
    /** @type {const} */ (["its private file system", openFiles]),
    /** @type {const} */ (["IndexedDB", openRecords]),
  ]) {
    try {
      const place = await open();
      return { store: new Store({ place, checksum, locks: await hasLocks() }) };
    } catch (error) {
      refusals.push(`${what}: ${error}`);
    }
  }
  const reason = `The browser keeps nothing for this page (${refusals.join("; ")}).`;
  return { store: null, reason };
}
