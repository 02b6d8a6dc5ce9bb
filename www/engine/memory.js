/** The shared memory that the threads of a training worker compute in. */

/** Bytes of a page of wasm. */
const PAGE = 64 * 1024;
/** What a shared memory begins with: the modules' own data and stacks fit, see `THREADS` in xtask/src/pkg/modules.rs. */
const INITIAL_PAGES = (32 * 1024 * 1024) / PAGE;

/**
 * Maxima to try, in bytes, best first. A maximum is address space that the browser sets aside at once; not every one
 * grants a phone all that wasm can address.
 */
export const MAXIMA = [4, 2, 1, 0.5].map((gib) => gib * 2 ** 30);

/**
 * Makes a shared memory with the largest maximum that the browser grants.
 * @param {number} most no maximum above this is tried, but the smallest one always is; bytes
 * @returns {{ memory: WebAssembly.Memory, maximum: number, refused: number[] } | null} `refused`: the maxima that the
 *   browser did not grant; null where it grants none.
 */
export function sharedMemory(most) {
  const smallest = MAXIMA[MAXIMA.length - 1];
  const refused = [];
  for (const maximum of MAXIMA) {
    if (maximum > most && maximum > smallest) continue;
    try {
      const pages = { initial: INITIAL_PAGES, maximum: maximum / PAGE };
      return { memory: new WebAssembly.Memory({ ...pages, shared: true }), maximum, refused };
    } catch {
      refused.push(maximum);
    }
  }
  return null;
}

/** A size in words: "2 GiB", "300 MiB". @param {number} bytes */
export function inWords(bytes) {
  const gib = bytes / 2 ** 30;
  return gib >= 0.95
    ? `${Number(gib.toFixed(1))} GiB`
    : `${Math.max(1, Math.round(bytes / 2 ** 20))} MiB`;
}
