/**
 * What a student hands in, as the file holds it beside what a person reads: a JSON block in the HTML. Runs are written as
 * the recordings are (recorded/format.js): the same names, the same lists.
 */
import { isInOrder, PLAN } from "../recorded/format.js";
import { text as words } from "../text.js";
import {
  either,
  flag,
  list,
  number,
  oneOf,
  orNull,
  record,
  some,
  text,
  tuple,
  whole,
} from "./check.js";

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
 * @property {{ version: string, module: string, threads: number }} engine What the runs were trained on.
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
/**
 * @typedef {object} HandedRun
 * @property {string} id Its id in the lesson, or its place.
 * @property {string} name
 * @property {number} ink
 * @property {import("../types.js").Recipe} recipe
 * @property {import("../types.js").Config} config
 * @property {import("../types.js").ChangedBySize[]} changed_by_size
 * @property {{ steps: number, batch_tokens: number, tokens_per_title: number, uniform_full: number, params: number }} plan
 * @property {string} state
 * @property {string} reason Why it ended before its time, in words; empty else.
 * @property {{ from: string, step: number, set: Record<string, number>, onward: import("../../engine.js").Onward | null } | null} branch
 *   Where it goes on from: the run's name, the update, and what was changed there; null for a run from the start.
 * @property {number} step The last update.
 * @property {number | null} seconds Inside its own steps.
 * @property {number} train_from The update with which `train` begins.
 * @property {number} train_every How many updates each value of `train` is the mean of.
 * @property {number[]} train Nats per character.
 * @property {import("../recorded/format.js").RecordedEval[]} evals
 * @property {[step: number, text: string][]} written
 */
/** @typedef {{ name: string, synthetic: boolean, titles: number, train_titles: number, val_titles: number, train_tokens: number, val_tokens: number, vocab_size: number }} HandedData */
/**
 * @typedef {object} HandedVerdict
 * @property {string} headline
 * @property {string[]} sentences
 * @property {string} scope
 * @property {string} asked The two variants' labels.
 * @property {string} reference
 * @property {{ seed: number, asked: number | null, reference: number | null }[]} pairs Where both ended; null where one did not.
 */

const LINE = text(500);
const PROSE = text(4000);
const COUNT = whole(0);
const VALUE = either(number, LINE, flag);
const FIELDS = Object.keys(words.fields);

const recipe = record(
  { preset: LINE, size: LINE, set: some(VALUE, FIELDS) },
  { lesson: LINE, run: LINE, times: number },
);
const evaluation = tuple(whole(1), orNull(number), number, number);

const branch = record({
  from: LINE,
  step: COUNT,
  set: some(number, FIELDS),
  onward: orNull(record({ epochs: number, schedule: oneOf(["hold", "warmup_cosine"]) })),
});

const run = record({
  id: LINE,
  name: LINE,
  ink: whole(0, 9),
  recipe,
  config: record(Object.fromEntries(FIELDS.map((field) => [field, VALUE]))),
  changed_by_size: list(record({ field: oneOf(FIELDS), from: VALUE, to: VALUE }), FIELDS.length),
  plan: record(Object.fromEntries(PLAN.map((field) => [field, number]))),
  state: oneOf(Object.keys(words.runs.states)),
  reason: PROSE,
  branch: orNull(branch),
  step: COUNT,
  seconds: orNull(number),
  train_from: whole(1),
  train_every: whole(1),
  train: list(number, 100_000),
  evals: list(evaluation, 10_000),
  written: list(tuple(COUNT, PROSE), 1000),
});

const verdict = record({
  headline: LINE,
  sentences: list(PROSE, 20),
  scope: PROSE,
  asked: LINE,
  reference: LINE,
  pairs: list(record({ seed: COUNT, asked: orNull(number), reference: orNull(number) }), 20),
});

const data = record({
  name: LINE,
  synthetic: flag,
  titles: COUNT,
  train_titles: COUNT,
  val_titles: COUNT,
  train_tokens: COUNT,
  val_tokens: COUNT,
  vocab_size: COUNT,
});

const handIn = record({
  format: oneOf([FORMAT]),
  version: oneOf([VERSION]),
  made_at: text(40),
  address: PROSE,
  engine: record({ version: LINE, module: LINE, threads: whole(0, 1024) }),
  author: text(LONGEST.author),
  lesson: LINE,
  setup: LINE,
  question: LINE,
  prediction: orNull(record({ guess: LINE, outcome: orNull(LINE) })),
  conclusion: text(LONGEST.conclusion),
  found: PROSE,
  verdict: orNull(verdict),
  data: orNull(data),
  runs: list(run, 20),
  training_titles: orNull(list(text(100_000), 1_000_000)),
});

/** The first thing that is wrong with a hand-in, or null. @param {any} value @returns {string | null} */
export function faultOf(value) {
  if (value?.format !== FORMAT) return `its format is ${value?.format}, not ${FORMAT}`;
  if (value.version !== VERSION) return `its version is ${value.version}, not ${VERSION}`;
  const fault = handIn(value, "it");
  if (fault !== null) return fault.replace(/^it\./, "");
  const jumbled = value.runs.findIndex((/** @type {HandedRun} */ one) => !isInOrder(one.evals));
  return jumbled < 0 ? null : `runs[${jumbled}].evals are not in the order of their steps`;
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
  if (from < 0 || to < 0) throw refused("it has no run file inside");
  /** @type {unknown} */
  let value;
  try {
    value = JSON.parse(html.slice(from + OPENING.length, to));
  } catch {
    throw refused("the run file inside is no JSON");
  }
  const fault = faultOf(value);
  if (fault !== null) throw refused(fault);
  return /** @type {HandIn} */ (value);
}

/** @param {string} why */
function refused(why) {
  return new Error(`The hand-in can't be read: ${why}.`);
}
