/**
 * Ids for the stand-in module: pieces of titles, all about as long, under a vocabulary that a byte-level tokenizer could
 * have. As many of them come as the titles' length makes.
 */

/** Characters a token, with five for the end of a title. */
const CHARS = 4.2;
const END = 5;
const SPECIAL = ["<pad>", "<eos>", "<unk>"];

/** Byte-level tokens write the bytes that are no printable sign as others. */
function signs() {
  const plain = (byte) =>
    (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) => String.fromCharCode(plain(byte) ? byte : next++));
}

const SIGNS = signs();

/** A text's bytes as byte-level tokens write them. @param {string} text */
export const written = (text) => Array.from(new TextEncoder().encode(text), (byte) => SIGNS[byte]);

/** Learns as it encodes. */
export class Pieces {
  vocab = new Map(SPECIAL.map((token, id) => [token, id]));

  /** @param {string} piece */
  id(piece) {
    if (!this.vocab.has(piece)) this.vocab.set(piece, this.vocab.size);
    return this.vocab.get(piece);
  }

  /** @param {string[]} titles */
  encode(titles) {
    const ids = [];
    let chars = 0;
    for (const title of titles) {
      chars += title.length + END;
      const pieces = Math.floor(chars / CHARS) - ids.length - 1;
      const bytes = written(` ${title}`);
      for (let i = 0; i < pieces; i += 1) {
        const cut = (/** @type {number} */ at) => Math.round((at * bytes.length) / pieces);
        ids.push(this.id(bytes.slice(cut(i), cut(i + 1)).join("")));
      }
      ids.push(1);
    }
    return Uint32Array.from(ids);
  }

  json() {
    const added_tokens = SPECIAL.map((content, id) => ({ id, content, special: true }));
    return JSON.stringify({ added_tokens, model: { vocab: Object.fromEntries(this.vocab) } });
  }
}
