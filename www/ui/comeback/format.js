/** The files of a run that goes on elsewhere: what a zip of the page holds, and what `headline` leaves beside its state. */

/** The state is the file that `headline train --checkpoint` writes, and `lines` what that prints. */
export const NAMES = /** @type {const} */ ({
  state: "run.safetensors",
  run: "run.json",
  tokenizer: "tokenizer.json",
  lines: "run.jsonl",
});

/** Bytes that are read of each at most. */
export const MOST = /** @type {const} */ ({
  /** The module's memory has 4 GiB at most, and a run needs more of it than its state. */
  state: 2e9,
  run: 8_000_000,
  tokenizer: 64_000_000,
  lines: 64_000_000,
});

/** What a state says of its run. @typedef {Awaited<ReturnType<import("../../engine.js").Engine["kept"]["stateHead"]>>} StateHead */

/** The folder that a path leads into, with its slash. @param {string} path */
export const folderOf = (path) => path.slice(0, path.lastIndexOf("/") + 1);
