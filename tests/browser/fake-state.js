/** A made-up run's state: the bytes of a header that says all, and a piece of zeros where weights would be. */

const WEIGHTS = 65_536;
const LENGTH_BYTES = 8;

/** @param {object} state */
export function writing(state) {
  let done = 0;
  const next = () => {
    done += 1;
    return piece(state, done - 1);
  };
  return { next, free() {} };
}

/** @param {object} state @param {number} index */
function piece(state, index) {
  if (index === 1) return new Uint8Array(WEIGHTS);
  if (index > 1) return undefined;
  const json = new TextEncoder().encode(JSON.stringify(state));
  const header = new Uint8Array(LENGTH_BYTES + json.length);
  new DataView(header.buffer).setBigUint64(0, BigInt(json.length), true);
  header.set(json, LENGTH_BYTES);
  return header;
}

/** @param {Uint8Array} first */
export function state_header_bytes(first) {
  return LENGTH_BYTES + Number(new DataView(first.slice().buffer).getBigUint64(0, true));
}

/** @param {Uint8Array} header */
export const stateOf = (header) => JSON.parse(new TextDecoder().decode(header.slice(LENGTH_BYTES)));

export class Checksum {
  #sum = 0;
  update(bytes) {
    for (const byte of bytes) this.#sum = (Math.imul(this.#sum, 31) + byte) >>> 0;
  }
  finish() {
    return this.#sum;
  }
}
