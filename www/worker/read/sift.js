/** Titles that are left out on request, and what a person looks at before they are trained on. */

/**
 * What is left out; 0 and "" leave nothing out.
 * @typedef {{ repeated: boolean, shortest: number, longest: number, having: string, lacking: string }} Sift
 */
/**
 * What is left. `repeated`: titles that stand word for word before, among all that were found. `bins`: how many titles have a
 * length, in code points, of `width` each, all and those left; the last one holds the longer ones too.
 * @typedef {{
 *   found: number, left: number, repeated: number, chars: number, middle: [number, number], longest: number,
 *   bins: { width: number, all: number[], left: number[] }, examples: string[],
 * }} View
 */

const BINS = 24;
const EXAMPLES = 6;
/** Widths of a bin that read well. */
const WIDTHS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

/** A word as it stands for itself, whatever its case. @param {string} word */
function standing(word) {
  const plain = word
    .trim()
    .replaceAll(/[\\^$.*+?()[\]{}|/-]/g, "\\$&")
    .replaceAll(/\s+/g, "\\s+");
  return plain === "" ? null : new RegExp(`(?<![\\p{L}\\p{N}])${plain}(?![\\p{L}\\p{N}])`, "iu");
}

/** Titles whose lengths and repetitions are known, so that they are sifted at once. */
export class Sieve {
  #titles;
  #lengths;
  #repeated;
  #width;

  /** @param {string[]} titles */
  constructor(titles) {
    this.#titles = titles;
    this.#lengths = Uint32Array.from(titles, codePoints);
    this.#repeated = new Uint8Array(titles.length);
    const seen = new Set();
    for (const [i, title] of titles.entries()) {
      if (seen.has(title)) this.#repeated[i] = 1;
      else seen.add(title);
    }
    const usual = quantile(this.#lengths, 0.99);
    this.#width = WIDTHS.find((width) => width * BINS >= usual) ?? WIDTHS[WIDTHS.length - 1];
  }

  /** The places of the titles that are left. @param {Sift} sift */
  #places({ repeated, shortest, longest, having, lacking }) {
    const [has, lacks] = [standing(having), standing(lacking)];
    const places = [];
    for (const [i, title] of this.#titles.entries()) {
      const length = this.#lengths[i];
      if (repeated && this.#repeated[i]) continue;
      if (length < shortest || (longest > 0 && length > longest)) continue;
      if (has && !has.test(title)) continue;
      if (lacks?.test(title)) continue;
      places.push(i);
    }
    return places;
  }

  /** The titles that are left. @param {Sift} sift */
  titles(sift) {
    return this.#places(sift).map((i) => this.#titles[i]);
  }

  /** @param {Sift} sift @returns {View} */
  view(sift) {
    const places = this.#places(sift);
    const lengths = Uint32Array.from(places, (i) => this.#lengths[i]);
    return {
      found: this.#titles.length,
      left: places.length,
      repeated: this.#repeated.reduce((sum, one) => sum + one, 0),
      chars: lengths.reduce((sum, one) => sum + one, 0),
      middle: [quantile(lengths, 0.1), quantile(lengths, 0.9)],
      longest: lengths.reduce((most, one) => Math.max(most, one), 0),
      bins: {
        width: this.#width,
        all: this.#binned(this.#lengths),
        left: this.#binned(lengths),
      },
      // From all over the files, not from their start alone.
      examples: Array.from({ length: Math.min(EXAMPLES, places.length) }, (_, i) => {
        const place = Math.floor(((i + 0.5) * places.length) / Math.min(EXAMPLES, places.length));
        return this.#titles[places[place]];
      }),
    };
  }

  /** @param {Uint32Array} lengths */
  #binned(lengths) {
    const bins = Array.from({ length: BINS }, () => 0);
    for (const length of lengths) bins[Math.min(BINS - 1, Math.floor(length / this.#width))] += 1;
    return bins;
  }
}

/** @param {string} title */
function codePoints(title) {
  let count = 0;
  for (const _ of title) count += 1;
  return count;
}

/** @param {Uint32Array} values @param {number} share @returns {number} 0 of none */
function quantile(values, share) {
  const sorted = values.toSorted();
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
