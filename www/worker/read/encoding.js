/** How a file's characters are written, and the characters. */

import { beginsWith } from "./bytes.js";
import { refusal } from "./refusal.js";

/** @typedef {"utf-8" | "utf-16le" | "utf-16be"} Encoding */
/** `mark`: whether the file says so itself, with a byte order mark. @typedef {{ encoding: Encoding, mark: boolean }} Guess */

/** @type {[number[], Encoding][]} */
const MARKS = [
  [[0xef, 0xbb, 0xbf], "utf-8"],
  [[0xff, 0xfe], "utf-16le"],
  [[0xfe, 0xff], "utf-16be"],
];
/** Share of zeros among every other byte that says UTF-16; text in Latin letters has nearly all of them. */
const MANY = 0.4;
const FEW = 0.02;
/** Bytes that are too few to tell. */
const FEWEST = 16;
/** Bytes decoded at once, so that a long chunk is no long string. */
const AT_ONCE = 1 << 20;

/** @param {Uint8Array} head the first bytes of a text @returns {Guess} */
export function guessEncoding(head) {
  const marked = MARKS.find(([mark]) => beginsWith(head, mark));
  if (marked) return { encoding: marked[1], mark: true };
  const zeros = [0, 0];
  const looked = Math.min(head.length, 4096);
  for (let i = 0; i < looked; i += 1) if (head[i] === 0) zeros[i % 2] += 1;
  if (looked < FEWEST) return { encoding: "utf-8", mark: false };
  const [even, odd] = zeros.map((n) => n / (looked / 2));
  if (odd > MANY && even < FEW) return { encoding: "utf-16le", mark: false };
  if (even > MANY && odd < FEW) return { encoding: "utf-16be", mark: false };
  return { encoding: "utf-8", mark: false };
}

/**
 * The characters of a text, without its byte order mark. What is none is refused with the place of its first wrong byte.
 * @param {string} name @param {AsyncIterable<Uint8Array>} chunks @param {Encoding} encoding
 * @returns {AsyncGenerator<string>}
 */
export async function* decoded(name, chunks, encoding) {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let before = 0;
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += AT_ONCE) {
      const bytes = chunk.subarray(at, at + AT_ONCE);
      let text;
      try {
        text = decoder.decode(bytes, { stream: true });
      } catch {
        throw notText(name, encoding, before + firstWrong(bytes, encoding));
      }
      if (text.includes("\0")) throw binary(name, before + bytes.indexOf(0));
      if (text) yield text;
      before += bytes.length;
    }
  }
  try {
    const last = decoder.decode();
    if (last) yield last;
  } catch {
    throw notText(name, encoding, before);
  }
}

/** Where the first character begins that is none, as far as these bytes tell. @param {Uint8Array} bytes @param {Encoding} encoding */
function firstWrong(bytes, encoding) {
  const fails = (/** @type {number} */ length, stream = true) => {
    try {
      new TextDecoder(encoding, { fatal: true }).decode(bytes.subarray(0, length), { stream });
      return false;
    } catch {
      return true;
    }
  };
  let [sound, wrong] = [0, bytes.length];
  while (wrong - sound > 1) {
    const middle = (sound + wrong) >> 1;
    if (fails(middle)) wrong = middle;
    else sound = middle;
  }
  while (sound > 0 && fails(sound, false)) sound -= 1;
  return sound;
}

/** @param {string} name @param {Encoding} encoding @param {number} position */
function notText(name, encoding, position) {
  const byte = position + 1;
  return refusal(name, { reason: "notEncoded", encoding: encoding.toUpperCase(), byte });
}

/** @param {string} name @param {number} position */
function binary(name, position) {
  return refusal(name, { reason: "binary", byte: position + 1 });
}
