/** How a byte-level tokenizer cuts a text, with its tokens' own text: what `src/tokenizer.rs` does, for the eye. */

import { signsOfBytes } from "../../engine/titles.js";

/** A token's text and its number; null where the vocabulary has none for a byte. @typedef {{ text: string, id: number | null }} Piece */

/** Rust's blanks, which are not JavaScript's. */
const BLANK = "\\p{White_Space}";
const WORDS = new RegExp(
  `'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^${BLANK}\\p{L}\\p{N}]+|${BLANK}+(?![^${BLANK}])|${BLANK}+`,
  "gu",
);

export class Cutter {
  /** @type {Record<string, number>} */
  #vocab;
  /** @type {Map<string, number>} */
  #ranks = new Map();
  /** Tokens that stand for themselves wherever they are written out. @type {Map<string, number>} */
  #special = new Map();
  #signs = signsOfBytes();

  /** @param {string} json a `tokenizer.json` */
  constructor(json) {
    const { model, added_tokens = [] } = JSON.parse(json);
    this.#vocab = model.vocab;
    for (const { content, id } of added_tokens) this.#special.set(content, id);
    for (const [rank, merge] of (model.merges ?? []).entries())
      this.#ranks.set(Array.isArray(merge) ? merge.join(" ") : merge, rank);
  }

  /** The pieces of a title, whose texts make it up, with the space before it that every title gets. @param {string} title @returns {Piece[]} */
  cut(title) {
    const decoder = new TextDecoder();
    return this.#parts(title).flatMap((part) => {
      const id = this.#special.get(part);
      if (id !== undefined) return [{ text: part, id }];
      const text = /^\p{White_Space}/u.test(part) ? part : ` ${part}`;
      const tokens = [...text.matchAll(WORDS)].flatMap(([word]) => this.#tokens(word));
      // A character whose bytes are cut apart is shown with the last of them.
      return tokens.map(({ bytes, id }) => ({ text: decoder.decode(bytes, { stream: true }), id }));
    });
  }

  /** Special tokens and what stands between them. @param {string} title */
  #parts(title) {
    const names = [...this.#special.keys()].map((name) => name.replaceAll(/[^\w<>]/g, "\\$&"));
    const parts = names.length > 0 ? title.split(new RegExp(`(${names.join("|")})`)) : [title];
    return parts.filter((part) => part !== "");
  }

  /** Merges the pair that was learned first, until none is left. @param {string} word */
  #tokens(word) {
    let parts = Array.from(new TextEncoder().encode(word), (byte) => ({
      sign: this.#signs[byte],
      bytes: [byte],
    }));
    while (parts.length > 1) {
      const ranks = parts.slice(1).map((part, i) => this.#rank(parts[i].sign, part.sign));
      const best = Math.min(...ranks);
      if (best === Number.POSITIVE_INFINITY) break;
      /** @type {typeof parts} */
      const merged = [];
      for (let i = 0; i < parts.length; i += 1) {
        if (ranks[i] === best) {
          const [a, b] = [parts[i], parts[i + 1]];
          merged.push({ sign: a.sign + b.sign, bytes: [...a.bytes, ...b.bytes] });
          i += 1;
        } else merged.push(parts[i]);
      }
      parts = merged;
    }
    return parts.map(({ sign, bytes }) => ({
      bytes: Uint8Array.from(bytes),
      id: this.#vocab[sign] ?? null,
    }));
  }

  /** @param {string} a @param {string} b */
  #rank(a, b) {
    const known = this.#vocab[a] !== undefined && this.#vocab[b] !== undefined;
    return (known ? this.#ranks.get(`${a} ${b}`) : undefined) ?? Number.POSITIVE_INFINITY;
  }
}
