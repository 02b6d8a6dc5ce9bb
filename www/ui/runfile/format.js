/** A run as a file of its own: configuration, curve, headlines, and what it was trained on and with, as one JSON. */
import { oneOf, orNull, record, text } from "../handin/check.js";
import { parsed } from "./json.js";
import { dataCheck, engineCheck, runCheck } from "./run.js";

export const FORMAT = "headline-lab-run";
export const VERSION = 1;

/**
 * @typedef {object} RunFile
 * @property {typeof FORMAT} format
 * @property {typeof VERSION} version
 * @property {string} made_at The moment, as `Date.toISOString` writes it.
 * @property {import("./run.js").HandedEngine} engine What it was trained on.
 * @property {import("./run.js").HandedData | null} data
 * @property {import("./run.js").HandedRun} run
 */

const runFile = record({
  format: oneOf([FORMAT]),
  version: oneOf([VERSION]),
  made_at: text(40),
  engine: engineCheck,
  data: orNull(dataCheck),
  run: runCheck,
});

/** The first thing that is wrong with a run file, or null. @param {any} value @returns {string | null} */
export function faultOf(value) {
  if (value?.format !== FORMAT) return `its format is ${value?.format}, not ${FORMAT}`;
  if (value.version !== VERSION) return `its version is ${value.version}, not ${VERSION}`;
  return runFile(value, "it")?.replace(/^it\./, "") ?? null;
}

/** @param {RunFile} file */
export const textOf = (file) => `${JSON.stringify(file)}\n`;

/** The run file that a text is; throws with the first thing that is wrong. @param {string} json @returns {RunFile} */
export function runFileOf(json) {
  const value = parsed(json);
  const fault = faultOf(value);
  if (fault !== null) throw new Error(fault);
  return value;
}
