/**
 * A made-up run's state: a header like the module's, with all that a made-up run is beside it, and a piece of zeros where
 * weights would be.
 */

import { refused } from "./fake-config.js";

export const WEIGHTS = 65_536;
const LENGTH_BYTES = 8;

const checksums = new WeakMap();

function checksumOf(prepared) {
  if (!checksums.has(prepared)) checksums.set(prepared, checksum(prepared));
  return checksums.get(prepared);
}

/** What tells ids from others, as TokenData::checksum in src/data.rs does. */
function checksum({ train_ids, val_ids }) {
  let sum = 0xffffffff;
  const take = (bytes) => {
    for (const byte of bytes) {
      sum ^= byte;
      for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? 0xedb88320 ^ (sum >>> 1) : sum >>> 1;
    }
  };
  for (const ids of [train_ids, val_ids]) {
    take(new Uint8Array(ids.buffer, ids.byteOffset, ids.byteLength));
    take(new Uint8Array(Uint32Array.of(ids.length).buffer));
  }
  return ~sum >>> 0;
}

/** @param {object} kept @param {object} prepared */
export function writing(kept, prepared) {
  const { config, plan, step, state, evaluates } = kept;
  const standing = state === "finished" ? "finished" : evaluates ? "evaluating" : "training";
  const run = {
    ...{ version: 1, config, step, steps: plan.steps, course: "whole", pointer: 0, updates: step },
    ...{ standing, val_loss_at: "ends_of_epochs", vocab_size: prepared.vocab_size },
    ids: checksumOf(prepared),
  };
  const header = {
    __metadata__: { format: "pt", headline_run: JSON.stringify(run), fake: JSON.stringify(kept) },
    weights: { dtype: "F32", shape: [WEIGHTS / 4], data_offsets: [0, WEIGHTS] },
  };
  let done = 0;
  const next = () => {
    done += 1;
    return piece(header, done - 1);
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

/** What `kept` was of; refused where it was trained on other ids. @param {Uint8Array} header @param {object} prepared */
export function stateOf(header, prepared) {
  const { __metadata__: metadata } = JSON.parse(
    new TextDecoder().decode(header.slice(LENGTH_BYTES)),
  );
  if (JSON.parse(metadata.headline_run).ids !== checksumOf(prepared))
    throw refused("checkpoint", "The run was trained on other headlines.");
  return JSON.parse(metadata.fake);
}

export class Checksum {
  #sum = 0;
  update(bytes) {
    for (const byte of bytes) this.#sum = (Math.imul(this.#sum, 31) + byte) >>> 0;
  }
  finish() {
    return this.#sum;
  }
}
