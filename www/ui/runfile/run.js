/**
 * A run as files hold it: the hand-in several of them, a run file one. Runs are written as the recordings are
 * (recorded/format.js): the same names, the same lists.
 */
import {
  above0,
  flag,
  hash,
  list,
  number,
  oneOf,
  orNull,
  record,
  text,
  tuple,
  whole,
} from "../handin/check.js";
import { isInOrder } from "../recorded/format.js";
import { text as words } from "../text.js";
import { changesCheck, configCheck, settingsCheck } from "./config.js";

/**
 * @typedef {object} HandedRun
 * @property {string} id Its id in the lesson, or its place.
 * @property {string} name
 * @property {number} ink
 * @property {import("../types.js").Recipe} recipe
 * @property {import("../types.js").Config} config
 * @property {import("../types.js").ChangedBySize[]} changed_by_size
 * @property {HandedPlan} plan
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
/**
 * As much of a plan as the chart and the tables need; files of before the last five were written lack them.
 * @typedef {{
 *   steps: number, batch_tokens: number, tokens_per_title: number, uniform_full: number, params: number,
 *   steps_per_epoch?: number, train_tokens?: number, val_tokens?: number, train_chars?: number, val_chars?: number,
 * }} HandedPlan
 */
/**
 * The headlines; `fingerprints` are null where the module made none, and missing in files of before there were any.
 * @typedef {{
 *   name: string, synthetic: boolean, titles: number, train_titles: number, val_titles: number, train_tokens: number,
 *   val_tokens: number, vocab_size: number, fingerprints?: import("../../protocol.js").Fingerprints | null,
 * }} HandedData
 */
/** What runs were trained on. @typedef {{ version: string, module: string, threads: number }} HandedEngine */

/** A number of a plan that is larger would be no plan, and no axis could show it. */
const MOST = 1e9;

/** Values of training losses that a file may hold of one run. */
export const MOST_TRAIN = 100_000;

export const LINE = text(500);
export const PROSE = text(4000);
export const COUNT = whole(0);
/** A file has been a run of a page, and on the page it is one that was opened. */
const STATES = Object.keys(words.runs.states).filter((state) => state !== "opened");

export const recipeCheck = record(
  { preset: LINE, size: LINE, set: settingsCheck },
  { lesson: LINE, run: LINE, times: number },
);

export const planCheck = record(
  {
    steps: whole(1, MOST),
    batch_tokens: whole(1, MOST),
    tokens_per_title: above0(MOST),
    uniform_full: above0(1000),
    params: whole(0, 1e12),
  },
  {
    steps_per_epoch: whole(1, MOST),
    train_tokens: whole(1),
    val_tokens: whole(1),
    train_chars: whole(1),
    val_chars: whole(1),
  },
);

const branch = record({
  from: LINE,
  step: COUNT,
  set: settingsCheck,
  onward: orNull(record({ epochs: number, schedule: oneOf(["hold", "warmup_cosine"]) })),
});

const run = record({
  id: LINE,
  name: LINE,
  ink: whole(0, 9),
  recipe: recipeCheck,
  config: configCheck,
  changed_by_size: changesCheck,
  plan: planCheck,
  state: oneOf(STATES),
  reason: PROSE,
  branch: orNull(branch),
  step: COUNT,
  seconds: orNull(number),
  train_from: whole(1),
  train_every: whole(1),
  train: list(number, MOST_TRAIN),
  evals: list(tuple(whole(1), orNull(number), number, number), 10_000),
  written: list(tuple(COUNT, PROSE), 1000),
});

/** A run whose steps are in their order and within its plan. @type {import("../handin/check.js").Check} */
export const runCheck = (value, at) => {
  const fault = run(value, at);
  if (fault !== null) return fault;
  const { evals, train, train_from, train_every, step, plan } = /** @type {HandedRun} */ (value);
  if (!isInOrder(evals)) return `${at}.evals are not in the order of their steps`;
  const trained = train.length > 0 ? train_from + (train.length - 1) * train_every : 0;
  const last = Math.max(step, evals.at(-1)?.[0] ?? 0, trained);
  return last <= plan.steps ? null : `${at} has readings of step ${last} of ${plan.steps}`;
};

/** @type {import("../handin/check.js").Check} */
export const dataCheck = record(
  {
    name: LINE,
    synthetic: flag,
    titles: COUNT,
    train_titles: COUNT,
    val_titles: COUNT,
    train_tokens: COUNT,
    val_tokens: COUNT,
    vocab_size: COUNT,
  },
  { fingerprints: orNull(record({ train: hash, val: hash, tokenizer: hash })) },
);

/** @type {import("../handin/check.js").Check} */
export const engineCheck = record({ version: LINE, module: LINE, threads: whole(0, 1024) });
