/**
 * What is drawn by seed: the order of the row groups of all files, and titles within a group. The numbers are Philox's, in
 * streams of a seed and a name as in `src/rng.rs`, so that no draw depends on how many were made before it elsewhere.
 */

const MULTIPLIERS = [0xd2511f53, 0xcd9e8d57];
const WEYL = [0x9e3779b9, 0xbb67ae85];
const ROUNDS = 10;

/** The two halves of a product of 32-bit numbers. @param {number} a @param {number} b */
function product(a, b) {
  const [aHigh, aLow, bHigh, bLow] = [a >>> 16, a & 0xffff, b >>> 16, b & 0xffff];
  const first = aHigh * bLow + ((aLow * bLow) >>> 16);
  const second = aLow * bHigh + (first & 0xffff);
  return { high: aHigh * bHigh + (first >>> 16) + (second >>> 16), low: Math.imul(a, b) >>> 0 };
}

/** Philox4x32-10: four random words of a counter and a key. @param {number[]} counter @param {number[]} key */
export function philox(counter, key) {
  let [a, b, c, d] = counter;
  let [first, second] = key;
  for (let round = 0; round < ROUNDS; round++) {
    const left = product(MULTIPLIERS[0], a);
    const right = product(MULTIPLIERS[1], c);
    [a, c] = [(right.high ^ b ^ first) >>> 0, (left.high ^ d ^ second) >>> 0];
    [b, d] = [right.low, left.low];
    first = (first + WEYL[0]) >>> 0;
    second = (second + WEYL[1]) >>> 0;
  }
  return [a, b, c, d];
}

/** A sequence of random numbers of a seed and a name. */
export class Stream {
  #key;
  #name;
  #block = 0;
  /** @type {number[]} */
  #words = [];

  /** @param {number} seed a whole number from 0 @param {string} name */
  constructor(seed, name) {
    this.#key = [seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0];
    this.#name = [...new TextEncoder().encode(name)].reduce(
      ([a, b], byte) => philox([a, b, byte, 0], [0, 0]).slice(0, 2),
      [0, 0],
    );
  }

  /** The next 32 random bits. */
  next() {
    if (this.#words.length === 0) {
      this.#words = philox([this.#block, 0, ...this.#name], this.#key).reverse();
      this.#block += 1;
    }
    return /** @type {number} */ (this.#words.pop());
  }

  /** A whole number from 0 to below `n`, which is below 2³², each as likely. @param {number} n */
  below(n) {
    // Those that 2³² has over a multiple of n would make some numbers likelier than others.
    const spare = 2 ** 32 % n;
    for (;;) {
      const { high, low } = product(this.next(), n);
      if (low >= spare) return high;
    }
  }

  /** A number from 0 to below 1. */
  fraction() {
    return (this.next() * 2 ** 21 + (this.next() >>> 11)) / 2 ** 53;
  }
}

/** `count` places out of `n`, each set of them as likely, in their order. @param {Stream} stream @param {number} n @param {number} count */
export function placesOf(stream, n, count) {
  return shuffled(stream, n, count).subarray(0, count).sort();
}

/** The places from 0 to below `n`, of which the first `count` are drawn. @param {Stream} stream @param {number} n @param {number} count */
function shuffled(stream, n, count) {
  const places = Uint32Array.from({ length: n }, (_, i) => i);
  for (let i = 0; i < Math.min(count, n - 1); i++) {
    const other = i + stream.below(n - i);
    [places[i], places[other]] = [places[other], places[i]];
  }
  return places;
}

/**
 * The order of the row groups over all files. How many groups a file has need not be known before it is drawn: a file is
 * drawn by its bytes, less those of its groups that were drawn before; then one of the groups that are left, each as likely.
 */
export class Order {
  #seed;
  #files;
  #stream;
  #left;
  /** @type {Map<number, number[]>} */
  #groups = new Map();

  /** @param {{ path: string, size: number }[]} files @param {number} seed */
  constructor(files, seed) {
    this.#seed = seed;
    this.#files = files;
    this.#stream = new Stream(seed, "files");
    this.#left = files.map(({ size }) => size);
  }

  /** The file that the next group is of; null where none has any left. */
  file() {
    const total = this.#left.reduce((sum, size) => sum + size, 0);
    if (total === 0) return null;
    let at = this.#stream.fraction() * total;
    const found = this.#left.findIndex((size) => {
      at -= size;
      return at < 0;
    });
    // What the sum is rounded to may lie past the last.
    return found >= 0 ? found : this.#left.findLastIndex((size) => size > 0);
  }

  /** Its next group; null where it has none at all. @param {number} file @param {number} count how many groups it has */
  group(file, count) {
    const { path, size } = this.#files[file];
    let groups = this.#groups.get(file);
    if (!groups) {
      groups = [...shuffled(new Stream(this.#seed, `groups of ${path}`), count, count)];
      this.#groups.set(file, groups);
    }
    const group = groups.shift() ?? null;
    this.#left[file] = count === 0 ? 0 : (size * groups.length) / count;
    return group;
  }
}
