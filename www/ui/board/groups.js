/** A class's runs by question and configuration: where they ended, how far they lie apart, what was guessed. Pure. */
import { INKS } from "../chart/inks.js";
import { identityOf } from "../runfile/identity.js";
import { nameRuns } from "../state/names.js";
import { evenly } from "../state/timeline.js";
import { text } from "../text.js";
import { barsOf } from "../verdict/curves.js";
import { isOf } from "../verdict/pairs.js";
import { median } from "../verdict/verdict.js";

/** @typedef {import("./entries.js").Entry} Entry */
/** @typedef {import("../runfile/format.js").RunFile} RunFile */
/** @typedef {import("../verdict/verdict.js").Outcome} Outcome */
/** @typedef {import("../verdict/curves.js").Point} Point */
/** A run and the file that it came in; `twin` is a run before it that it is the same as. @typedef {{ entry: Entry, file: RunFile, identity: string, outcome: Outcome | null, twin: boolean }} BoardRun */
/** Of some values: how many, their median, the least and the greatest. @typedef {{ n: number, middle: number, low: number, high: number }} Spread */
/**
 * @typedef {object} Variant Runs of one configuration, whatever their seeds.
 * @property {import("../types.js").Config} config Of the first of them.
 * @property {string} name What sets it apart from the others of its question.
 * @property {number} ink
 * @property {BoardRun[]} runs
 * @property {Spread | null} losses Where those that came to their end ended, each different run once.
 * @property {Spread | null} gaps Less the first variant's, where one file brought both with one seed.
 * @property {number} diverged Different runs that did.
 * @property {number} cut Different runs that were stopped, broke off or go on from others: they do not count.
 * @property {Point[][]} lines Loss by update, of those that count.
 * @property {import("../verdict/curves.js").Bar[]} bars Median, lowest and highest of them.
 */
/** `right`: how many of them it came out so for. @typedef {{ guess: string, n: number, right: number }} Guess */
/**
 * @typedef {object} Group
 * @property {string} key
 * @property {string} title
 * @property {string} size
 * @property {RunFile["data"]} data
 * @property {boolean} known Whether the held-back headlines are known to be the same by their fingerprint.
 * @property {Entry[]} entries
 * @property {Variant[]} variants The one that the others are held against first.
 * @property {Guess[]} guesses The most frequent first.
 * @property {number[][]} twins Numbers of the files that brought one and the same run.
 */

/** Points of a line that can be told apart where it is drawn. */
const MOST_POINTS = 200;

/** The lesson that all of these runs are of, or null. @param {RunFile[]} runs */
function lessonOf(runs) {
  const [first] = runs.map(({ run }) => run.recipe.lesson ?? "");
  const whole = runs.every(({ run }) => run.recipe.lesson === first);
  return whole && Object.hasOwn(text.lesson, first) && text.lesson[first].question ? first : null;
}

/** @param {Entry} entry */
function titleOf({ runs, question }) {
  const lesson = lessonOf(runs);
  if (lesson === null) return question || text.board.noQuestion;
  return text.board.question(text.lesson[lesson].title, text.lesson[lesson].question);
}

/** What runs must share for their losses to be held against each other. @param {RunFile["data"]} data */
function heldBack(data) {
  if (data?.fingerprints) return data.fingerprints.val;
  const { name, synthetic, val_titles, val_tokens, vocab_size } = data ?? {};
  return JSON.stringify([name, synthetic, val_titles, val_tokens, vocab_size]);
}

/** @param {RunFile} file @returns {Outcome | null} Null where it cannot be asked: it went on from another run. */
export function outcomeOf({ run: { state, step, evals, plan, branch } }) {
  if (branch !== null) return null;
  if (state === "diverged") return { kind: "diverged", step };
  const last = evals.at(-1);
  if (state === "finished" && last?.[0] === plan.steps) return { kind: "ended", loss: last[2] };
  return { kind: "cut", step };
}

/** @param {number[]} values @returns {Spread | null} */
export function spreadOf(values) {
  if (values.length === 0) return null;
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return { n: values.length, middle: median(values), low, high };
}

/** Of a list the first one each with what they have. @template T @param {T[]} list @param {(one: T) => string} of @returns {T[]} */
function different(list, of) {
  /** @type {Map<string, T>} */
  const first = new Map();
  for (const one of list) if (!first.has(of(one))) first.set(of(one), one);
  return [...first.values()];
}

/** Final loss of a run less that of its partner: the first variant's with the same seed, from the same file. @param {BoardRun} run @param {BoardRun[]} others */
export function gapOf(run, others) {
  if (run.outcome?.kind !== "ended") return null;
  const partner = others.find(
    ({ entry, file, outcome }) =>
      entry === run.entry &&
      outcome?.kind === "ended" &&
      file.run.config.seed === run.file.run.config.seed,
  );
  if (partner?.outcome?.kind !== "ended") return null;
  return { nats: run.outcome.loss - partner.outcome.loss, of: run.identity + partner.identity };
}

/** @param {BoardRun[]} runs @param {BoardRun[]} reference @param {string} name @param {number} ink @returns {Variant} */
function variantOf(runs, reference, name, ink) {
  const own = different(runs, ({ identity }) => identity);
  const ended = own.filter(({ outcome }) => outcome?.kind === "ended");
  const lines = ended.map(({ file }) =>
    evenly(file.run.evals, MOST_POINTS).map(([x, , y]) => ({ x, y })),
  );
  const gaps = runs === reference ? [] : runs.flatMap((run) => gapOf(run, reference) ?? []);
  const losses = ended.map(({ outcome }) =>
    outcome?.kind === "ended" ? outcome.loss : Number.NaN,
  );
  return {
    config: runs[0].file.run.config,
    name,
    ink,
    runs,
    losses: spreadOf(losses),
    gaps: spreadOf(different(gaps, ({ of }) => of).map(({ nats }) => nats)),
    diverged: own.filter(({ outcome }) => outcome?.kind === "diverged").length,
    cut: own.filter(({ outcome }) => outcome === null || outcome.kind === "cut").length,
    lines,
    bars: barsOf(lines),
  };
}

/** Each variant's own ink where it is free, else the next that is. @param {BoardRun[][]} sets */
function inksOf(sets) {
  /** @type {number[]} */
  const used = [];
  for (const [{ file }] of sets) {
    const next = Array.from({ length: INKS }, (_, i) => i).find((ink) => !used.includes(ink));
    used.push(used.includes(file.run.ink) ? (next ?? file.run.ink) : file.run.ink);
  }
  return used;
}

/** @param {BoardRun[]} runs @returns {Variant[]} */
function variantsOf(runs) {
  /** @type {BoardRun[][]} */
  const sets = [];
  for (const run of runs) {
    const { config } = run.file.run;
    const set = sets.find(([first]) => isOf(config, first.file.run.config));
    if (set) set.push(run);
    else sets.push([run]);
  }
  const inks = inksOf(sets);
  // The seed tells no variants apart.
  const seed = sets[0][0].file.run.config.seed;
  const names = nameRuns(sets.map(([{ file }]) => ({ ...file.run.config, seed })));
  return sets.map((set, i) => variantOf(set, sets[0], names[i].short, inks[i]));
}

/** @param {Entry[]} entries @returns {Guess[]} */
function guessesOf(entries) {
  const made = entries.flatMap(({ prediction }) => prediction ?? []);
  return [...new Set(made.map(({ guess }) => guess))]
    .map((guess) => {
      const same = made.filter((one) => one.guess === guess);
      return { guess, n: same.length, right: same.filter((one) => one.outcome === guess).length };
    })
    .sort((a, b) => b.n - a.n);
}

/** @param {BoardRun[]} runs */
function twinsOf(runs) {
  const ofOne = different(runs, ({ identity }) => identity).map(({ identity }) => [
    ...new Set(runs.filter((one) => one.identity === identity).map(({ entry }) => entry.number)),
  ]);
  const several = ofOne.filter((numbers) => numbers.length > 1);
  return different(several, (numbers) => numbers.join());
}

/** @param {string} key @param {string} title @param {{ entry: Entry, file: RunFile }[]} parts @returns {Group} */
function groupOf(key, title, parts) {
  const met = new Set();
  const runs = parts.map(({ entry, file }) => {
    const identity = identityOf(file);
    const twin = met.has(identity);
    met.add(identity);
    return { entry, file, identity, outcome: outcomeOf(file), twin };
  });
  const entries = [...new Set(parts.map((one) => one.entry))];
  const [{ file }] = parts;
  return {
    key,
    title,
    size: file.run.recipe.size,
    data: file.data,
    known: Boolean(file.data?.fingerprints),
    entries,
    variants: variantsOf(runs),
    guesses: guessesOf(entries),
    twins: twinsOf(runs),
  };
}

/** Question by question, at one size and on one set of held-back headlines each. @param {Entry[]} entries @returns {Group[]} */
export function groupsOf(entries) {
  /** @type {Map<string, { title: string, parts: { entry: Entry, file: RunFile }[] }>} */
  const groups = new Map();
  for (const entry of entries) {
    const title = titleOf(entry);
    for (const file of entry.runs) {
      const key = JSON.stringify([title, file.run.recipe.size, heldBack(file.data)]);
      const group = groups.get(key) ?? { title, parts: [] };
      group.parts.push({ entry, file });
      groups.set(key, group);
    }
  }
  return [...groups].map(([key, { title, parts }]) => groupOf(key, title, parts));
}
