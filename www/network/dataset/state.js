/** How far the titles of the data set have come, as it is kept between a portion and its resumption. */

import { isGroup } from "./footer.js";
import { isFile, isRevision } from "./listing.js";

/** @typedef {import("./footer.js").Group} Group */
/** `groups`: once its footer was read; none where it has no titles. @typedef {{ path: string, size: number, groups?: Group[] }} DataFile */
/**
 * `drawn`: row groups that titles were taken of, in the order of their draw; `done`: titles; `requests` and `bytes` so far.
 * @typedef {{
 *   version: 1, seed: number, revision: string, files: DataFile[], drawn: number, done: number, requests: number, bytes: number,
 * }} State
 */

/** A state of that seed out of what was kept; null where it is anything else. @param {unknown} kept @param {number} seed @returns {State | null} */
export function readState(kept, seed) {
  const state = /** @type {any} */ (kept);
  const counts = [state?.drawn, state?.done, state?.requests, state?.bytes];
  const whole =
    state?.version === 1 &&
    state.seed === seed &&
    isRevision(state.revision) &&
    counts.every((count) => Number.isSafeInteger(count) && count >= 0) &&
    Array.isArray(state.files) &&
    state.files.every(isDataFile);
  return whole ? structuredClone(state) : null;
}

/** @param {any} file */
const isDataFile = (file) =>
  isFile(file) &&
  (!("groups" in file) ||
    (Array.isArray(/** @type {DataFile} */ (file).groups) &&
      /** @type {Group[]} */ (/** @type {DataFile} */ (file).groups).every((group) =>
        isGroup(group, file.size),
      )));
