/** Files with runs in them, from a disk: a run file, or a hand-in with all of its runs. Nothing of them is run or shown. */
import { handInOf, MOST_BYTES } from "../handin/format.js";
import { FORMAT, runFileOf, VERSION } from "./format.js";

/** A run file of 100,000 updates and as many evaluations as it may hold is smaller. */
const MOST_RUN_BYTES = 8_000_000;

/** @typedef {import("./format.js").RunFile} RunFile */
/** @typedef {import("../handin/format.js").HandIn} HandIn */
/** What a file held: its runs, and the hand-in that they came in, if they did. @typedef {{ runs: RunFile[], handIn: HandIn | null }} Read */

/** @param {HandIn} handIn @returns {RunFile[]} */
export function runsIn({ made_at, engine, data, runs }) {
  return runs.map((run) => ({ format: FORMAT, version: VERSION, made_at, engine, data, run }));
}

/** @param {File} file @param {number} most in bytes; a larger one is not read. */
async function textIn(file, most) {
  if (file.size > most)
    throw new Error(`it has ${Math.ceil(file.size / 1e6)} MB, more than the ${most / 1e6} it may`);
  return file.text();
}

/**
 * Reads a file by how its name ends; rejects with the first thing that is wrong with it.
 * @param {File} file @returns {Promise<Read>}
 */
export async function readRuns(file) {
  if (/\.html?$/i.test(file.name)) {
    const handIn = handInOf(await textIn(file, MOST_BYTES));
    return { runs: runsIn(handIn), handIn };
  }
  if (/\.json$/i.test(file.name))
    return { runs: [runFileOf(await textIn(file, MOST_RUN_BYTES))], handIn: null };
  throw new Error("it is neither a hand-in (.html) nor a run file (.json)");
}
