/** A look at titles before they are trained on. */

import { dataCommand } from "../protocol.js";
import { cancelled, EngineError } from "./error.js";
import { fileSource } from "./prepare.js";
import { spawn } from "./spawn.js";

/** @typedef {import("../protocol.js").Sift} Sift */
/** @typedef {import("../worker/read/sift.js").View} View */
/** @typedef {import("../worker/read/cut.js").Piece} Piece */

/**
 * Reads titles in a worker of its own, which keeps them until the look is closed; no module is loaded.
 * @param {Exclude<import("./types.js").Source, { kind: "sample" }>} source
 * @param {{ column?: number, signal?: AbortSignal, onProgress?: (progress: import("../protocol.js").PrepareProgress) => void }} [options]
 * @returns {Promise<Look>}
 */
export async function openLook(source, { column, signal, onProgress } = {}) {
  const channel = spawn("data-worker.js", dataCommand, { onFault: () => {} });
  const abort = () => channel.close(cancelled("The look at the headlines"));
  signal?.addEventListener("abort", abort, { once: true });
  try {
    if (signal?.aborted) abort();
    const ask = { kind: /** @type {const} */ ("read"), source: fileSource(source), column };
    const { empty } = await channel.request({ type: "look", ask }, { part: onProgress });
    return new Look(channel, empty);
  } catch (error) {
    channel.close(new EngineError("disposed", "The look could not be taken."));
    throw error;
  } finally {
    signal?.removeEventListener("abort", abort);
  }
}

export class Look {
  #channel;

  /** @param {import("./channel.js").Channel} channel @param {number} empty */
  constructor(channel, empty) {
    this.#channel = channel;
    /** Lines and cells without a title. */
    this.empty = empty;
  }

  /** What is left of the titles. @param {Sift} sift @returns {Promise<View>} */
  view(sift) {
    return this.#channel.request({ type: "look", ask: { kind: "view", sift } });
  }

  /** How a tokenizer cuts a title. @param {string} tokenizer its `tokenizer.json` @param {string} title @returns {Promise<Piece[]>} */
  cut(tokenizer, title) {
    return this.#channel.request({ type: "look", ask: { kind: "cut", tokenizer, title } });
  }

  /** Gives the memory back. */
  close() {
    this.#channel.close(new EngineError("disposed", "The look was closed."));
  }
}
