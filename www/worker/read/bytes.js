/** Streams of bytes whose beginning is looked at before they are read. */

/**
 * @typedef {object} Peeked
 * @property {Uint8Array} head The first bytes, up to HEAD_BYTES.
 * @property {() => AsyncGenerator<Uint8Array>} chunks All bytes, the first ones included; to be asked for once.
 */

/** Enough to tell formats, encodings and separators apart. */
export const HEAD_BYTES = 1 << 16;

/**
 * The chunks of a stream, which is given up with the loop over them.
 * @param {ReadableStream<Uint8Array>} stream @param {(bytes: number) => void} [count] told of each chunk before it is given on
 */
export async function* chunksOf(stream, count = () => {}) {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      count(value.length);
      yield value;
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

/** @param {AsyncGenerator<Uint8Array>} source @returns {Promise<Peeked>} */
export async function peeked(source) {
  /** @type {Uint8Array[]} */
  const first = [];
  let length = 0;
  while (length < HEAD_BYTES) {
    const { done, value } = await source.next();
    if (done) break;
    first.push(value);
    length += value.length;
  }
  const head = joined(first, Math.min(length, HEAD_BYTES));
  return {
    head,
    async *chunks() {
      yield* first;
      yield* source;
    },
  };
}

/** @param {Uint8Array[]} parts @param {number} length of what is wanted of them */
export function joined(parts, length) {
  const all = new Uint8Array(length);
  let filled = 0;
  for (const part of parts) {
    const taken = part.subarray(0, length - filled);
    all.set(taken, filled);
    filled += taken.length;
  }
  return all;
}

/** All bytes of a stream. @param {AsyncIterable<Uint8Array>} source */
export async function wholeOf(source) {
  const parts = [];
  let length = 0;
  for await (const part of source) {
    parts.push(part);
    length += part.length;
  }
  return joined(parts, length);
}

/** Whether bytes begin with these. @param {Uint8Array} bytes @param {number[]} first */
export const beginsWith = (bytes, first) => first.every((byte, i) => bytes[i] === byte);
