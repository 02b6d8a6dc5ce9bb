/**
 * What a student hands in, as the file holds it beside what a person reads: a JSON block in the HTML. Runs are written as
 * the recordings are (recorded/format.js): the same names, the same lists.
 */
import { parsed } from "../runfile/json.js";
import { COUNT, dataCheck, engineCheck, LINE, PROSE, runCheck } from "../runfile/run.js";
import { list, number, oneOf, orNull, record, text } from "./check.js";

export const FORMAT = "headline-lab-hand-in";
export const VERSION = 1;
/** The largest file, in bytes. */
export const MOST_BYTES = 1_000_000;
/** The longest that a person may write, in UTF-16 units. */
export const LONGEST = { author: 80, conclusion: 6000 };

/**
 * @typedef {object} HandIn
 * @property {typeof FORMAT} format
 * @property {typeof VERSION} version
 * @property {string} made_at The moment, as `Date.toISOString` writes it.
 * @property {string} address The page's link.
 * @property {import("../runfile/run.js").HandedEngine} engine What the runs were trained on.
 * @property {string} author Empty where nobody gave a name.
 * @property {string} lesson Its id.
 * @property {string} setup
 * @property {string} question
 * @property {{ guess: string, outcome: string | null } | null} prediction `outcome`: null where it cannot be told.
 * @property {string} conclusion As the student wrote it.
 * @property {string} found What the page made of the runs, in a sentence or two.
 * @property {HandedVerdict | null} verdict
 * @property {HandedData | null} data
 * @property {HandedRun[]} runs
 * @property {string[] | null} training_titles Those that the file had room for, where the student wished it.
 */
/** @typedef {import("../runfile/run.js").HandedRun} HandedRun */
/** @typedef {import("../runfile/run.js").HandedData} HandedData */
/**
 * @typedef {object} HandedVerdict
 * @property {string} headline
 * @property {string[]} sentences
 * @property {string} scope
 * @property {string} asked The two variants' labels.
 * @property {string} reference
 * @property {{ seed: number, asked: number | null, reference: number | null }[]} pairs Where both ended; null where one did not.
 */

const verdict = record({
  headline: LINE,
  sentences: list(PROSE, 20),
  scope: PROSE,
  asked: LINE,
  reference: LINE,
  pairs: list(record({ seed: COUNT, asked: orNull(number), reference: orNull(number) }), 20),
});

const handIn = record({
  format: oneOf([FORMAT]),
  version: oneOf([VERSION]),
  made_at: text(40),
  address: PROSE,
  engine: engineCheck,
  author: text(LONGEST.author),
  lesson: LINE,
  setup: LINE,
  question: LINE,
  prediction: orNull(record({ guess: LINE, outcome: orNull(LINE) })),
  conclusion: text(LONGEST.conclusion),
  found: PROSE,
  verdict: orNull(verdict),
  data: orNull(dataCheck),
  runs: list(runCheck, 20),
  training_titles: orNull(list(text(100_000), 1_000_000)),
});

/** The first thing that is wrong with a hand-in, or null. @param {any} value @returns {string | null} */
export function faultOf(value) {
  if (value?.format !== FORMAT) return `its format is ${value?.format}, not ${FORMAT}`;
  if (value.version !== VERSION) return `its version is ${value.version}, not ${VERSION}`;
  return handIn(value, "it")?.replace(/^it\./, "") ?? null;
}

const OPENING = `<script type="application/json" id="${FORMAT}">`;
const CLOSING = "</script>";

/** The block that a file holds, with nothing in it that could end it. @param {HandIn} value */
export function blockOf(value) {
  const json = JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return OPENING + json + CLOSING;
}

/**
 * The hand-in that an HTML file holds; nothing of the file is run or shown. Throws with the first thing that is wrong.
 * @param {string} html @returns {HandIn}
 */
export function handInOf(html) {
  const from = html.indexOf(OPENING);
  const to = html.indexOf(CLOSING, from);
  if (from < 0 || to < 0) throw new Error("it has no run file inside");
  const value = parsed(html.slice(from + OPENING.length, to));
  const fault = faultOf(value);
  if (fault !== null) throw new Error(fault);
  return value;
}
