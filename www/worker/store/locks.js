/** One holder of a key over all tabs of this origin. A lock goes with the worker that holds it, however that ends. */

const NAME = "headline-lab/kept/";

/** Whether there are Web Locks: not on a page that is no secure context, nor where the browser refuses storage. */
export async function hasLocks() {
  try {
    await navigator.locks.query();
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {string} key
 * @returns {Promise<(() => void) | null>} lets go; null where somebody else holds the key
 */
export function holdLock(key) {
  return new Promise((resolve, reject) => {
    const held = (/** @type {Lock | null} */ lock) => {
      if (!lock) return resolve(null);
      // The lock lasts until this promise is kept.
      return new Promise((release) => resolve(() => release(undefined)));
    };
    navigator.locks.request(NAME + key, { ifAvailable: true }, held).catch(reject);
  });
}
