/**
 * What is on the screen as an address, and back. Pure: no page, no engine.
 *
 * | parameter | what it says |
 * |---|---|
 * | `lesson=modern-parts` | the lesson; left out for the first |
 * | `size=tiny` | the size; left out where it is left to the machine |
 * | `run=champion,lr:4e-3` | one for each run, in their order: its preset, then what was set by hand; none where the runs are the lesson's own |
 * | `sd=7`, `titles=3000` | a field that is set alike in all runs, by its short key or its name (keys.js) |
 * | `preset=champion` | the recipe of a question; without one, and without `run`, a single run |
 * | `ask=p:rope:learned` | one for each change of a question: the field, the value asked about, the one it is held against |
 * | `seeds=5` | of a question |
 * | `needs=9000~2~hn.csv` | a person's own headlines: how many, in which column (empty for plain text), and their name |
 *
 * An untouched lesson is its name alone. A link that holds anything else, or a value that can't be, is followed to its
 * lesson and no further: whoever trained half of it would not know.
 */
import { SEED_COUNTS } from "../ask/question.js";
import { INKS } from "../chart/inks.js";
import { ASK, lessonOf, lessons } from "../lessons/index.js";
import { DATA_FIELDS } from "../state/names.js";
import { KEYS, keyOf, OTHERS, PRESETS, readAs, SIZES, shortOf, written } from "./keys.js";

/** @typedef {import("../types.js").Settings} Settings */
/** @typedef {{ preset: string, set: Settings }} LinkRun */
/** @typedef {{ preset: string, changes: import("../ask/question.js").Change[], seeds: number }} LinkQuestion */
/** Headlines that only the sender has. `column`: null for plain text. @typedef {{ name: string, titles: number, column: number | null }} Needs */
/**
 * @typedef {object} Link
 * @property {string} lesson Its id.
 * @property {string | null} size Null: as suits the machine.
 * @property {LinkRun[] | null} runs Null: the lesson's own.
 * @property {LinkQuestion | null} question Null: the one that the page asks first.
 * @property {Needs | null} needs Null: the sample.
 */
/** Why a part of a link can't be followed. @typedef {{ kind: "unknown" | "value" | "twice" | "shared" | "many" | "misplaced", key: string, value?: string, choices?: string[] }} Refusal */

/** What a question has where its link does not say. */
const USUAL = { preset: "champion", seeds: 3 };
/** Changes that a question can have. */
export const MOST_CHANGES = 2;

/** The first lesson as it stands: the page's own address. */
const HOME = Object.freeze({
  lesson: lessonOf(null).id,
  size: null,
  runs: null,
  question: null,
  needs: null,
});

/** The part of an address behind its "?", empty for the first lesson as it stands. @param {Link} link @returns {string} */
export function writeLink({ lesson, size, runs, question, needs }) {
  /** @type {[string, string][]} */
  const parts = [];
  if (lesson !== HOME.lesson) parts.push(["lesson", lesson]);
  if (size !== null) parts.push(["size", size]);
  if (runs) parts.push(...runParts(runs));
  if (question) parts.push(...questionParts(question));
  if (needs) {
    // Half of a character outside the first plane can't be written.
    const name = needs.name.replace(/\p{Surrogate}/gu, "\uFFFD");
    parts.push(["needs", `${needs.titles}~${needs.column ?? ""}~${encodeURIComponent(name)}`]);
  }
  return parts.map((part) => part.join("=")).join("&");
}

/** @param {LinkRun[]} runs @returns {[string, string][]} */
function runParts(runs) {
  const alike = KEYS.filter(({ field }) => {
    const value = runs[0]?.set[field];
    return value !== undefined && runs.every(({ set }) => set[field] === value);
  }).map(({ field }) => field);
  const own = runs.map(({ preset, set }) => {
    const fields = KEYS.filter(({ field }) => field in set && !alike.includes(field));
    return [preset, ...fields.map(({ field, key }) => `${key}:${written(set[field])}`)].join(",");
  });
  return [
    ...own.map((run) => /** @type {[string, string]} */ (["run", run])),
    ...alike.map(
      (field) => /** @type {[string, string]} */ ([shortOf(field), written(runs[0].set[field])]),
    ),
  ];
}

/** @param {LinkQuestion} question @returns {[string, string][]} */
function questionParts({ preset, changes, seeds }) {
  /** @type {[string, string][]} */
  const parts = changes.map(({ field, asked, reference }) => [
    "ask",
    [shortOf(field), written(asked), written(reference)].join(":"),
  ]);
  if (preset !== USUAL.preset) parts.push(["preset", preset]);
  if (seeds !== USUAL.seeds) parts.push(["seeds", String(seeds)]);
  return parts;
}

/**
 * What a query says. With refusals the link is its lesson and what it needs, nothing else.
 * @param {string} query @returns {{ link: Link, refusals: Refusal[] }}
 */
export function readLink(query) {
  const reader = new Reader(new URLSearchParams(query));
  const lesson =
    reader.one(
      "lesson",
      lessons.map(({ id }) => id),
    ) ?? HOME.lesson;
  const size = reader.one("size", SIZES);
  const needs = reader.needs();
  const asks = lesson === ASK;
  const question = asks ? reader.question() : null;
  const runs = asks ? null : reader.runs();
  reader.rest();
  const { refusals } = reader;
  if (refusals.length > 0) return { link: { ...HOME, lesson, needs }, refusals };
  return { link: { lesson, size, runs, question, needs }, refusals };
}

/** The address of a link on a page: its path, the link, and what belongs to no link. @param {string} href @param {Link} link */
export function addressWith(href, link) {
  const { pathname, searchParams } = new URL(href);
  const others = [...searchParams].filter(([key]) => OTHERS.includes(key));
  const query = [writeLink(link), new URLSearchParams(others).toString()].filter(Boolean).join("&");
  return query === "" ? pathname : `${pathname}?${query}`;
}

/** Takes a query apart, and notes what can't be. */
class Reader {
  /** @type {Refusal[]} */
  refusals = [];
  /** @type {Set<string>} */
  #read = new Set(OTHERS);

  /** @param {URLSearchParams} params */
  constructor(params) {
    this.params = params;
  }

  /** @param {string} key */
  #all(key) {
    this.#read.add(key);
    return this.params.getAll(key);
  }

  /** @param {Refusal["kind"]} kind @param {string} key @param {string} [value] @param {string[]} [choices] */
  #refuse(kind, key, value, choices) {
    this.refusals.push({ kind, key, value, choices });
    return null;
  }

  /** A parameter that stands once, or not at all. @param {string} key @param {string[]} choices @returns {string | null} */
  one(key, choices) {
    const [value, ...more] = this.#all(key);
    if (more.length > 0) return this.#refuse("twice", key);
    if (value === undefined || choices.includes(value)) return value ?? null;
    return this.#refuse("value", key, value, choices);
  }

  /** @param {string} name @param {string} word @returns {[string, string | number | boolean] | null} */
  #setting(name, word) {
    const key = keyOf(name);
    if (!key) return this.#refuse("unknown", name);
    const value = readAs(key, word);
    if (value !== null) return [key.field, value];
    return this.#refuse("value", key.field, word, Array.isArray(key.kind) ? key.kind : undefined);
  }

  /** @param {(readonly [string, string])[]} pairs @returns {Settings} */
  #settings(pairs) {
    /** @type {Settings} */
    const set = {};
    for (const [name, word] of pairs) {
      const setting = this.#setting(name, word);
      if (!setting) continue;
      if (setting[0] in set) this.#refuse("twice", setting[0]);
      set[setting[0]] = setting[1];
    }
    return set;
  }

  /** Fields of all runs, by any of their names. */
  #common() {
    const pairs = [...this.params].filter(([name]) => keyOf(name));
    for (const [name] of pairs) this.#read.add(name);
    return this.#settings(pairs);
  }

  /** @returns {LinkRun[] | null} */
  runs() {
    const common = this.#common();
    const preset = this.one("preset", PRESETS);
    const listed = this.#all("run").map((run) => this.#run(run, common));
    if (listed.length > INKS) this.#refuse("many", "run", String(INKS));
    if (listed.length > 0 && preset !== null) this.#refuse("misplaced", "preset");
    const runs = listed.length === 0 && preset !== null ? [{ preset, set: common }] : listed;
    if (runs.length === 0) {
      for (const field of Object.keys(common)) this.#refuse("misplaced", field);
      return null;
    }
    for (const field of DATA_FIELDS) {
      if (runs.some(({ set }) => set[field] !== runs[0].set[field])) this.#refuse("shared", field);
    }
    return runs;
  }

  /** @param {string} run @param {Settings} common @returns {LinkRun} */
  #run(run, common) {
    const [preset, ...settings] = run.split(",");
    if (!PRESETS.includes(preset)) this.#refuse("value", "run", preset, PRESETS);
    const own = this.#settings(settings.map((one) => pairOf(one)));
    for (const field of Object.keys(own)) if (field in common) this.#refuse("twice", field);
    return { preset, set: { ...common, ...own } };
  }

  /** @returns {LinkQuestion | null} */
  question() {
    const asked = this.#all("ask");
    const preset = this.one("preset", PRESETS);
    const seeds = this.one("seeds", SEED_COUNTS.map(String));
    if (asked.length === 0) {
      if (preset !== null) this.#refuse("misplaced", "preset");
      if (seeds !== null) this.#refuse("misplaced", "seeds");
      return null;
    }
    if (asked.length > MOST_CHANGES) this.#refuse("many", "ask", String(MOST_CHANGES));
    const changes = asked.flatMap((one) => this.#change(one) ?? []);
    for (const [i, { field }] of changes.entries())
      if (changes.findIndex((other) => other.field === field) < i) this.#refuse("twice", field);
    return { preset: preset ?? USUAL.preset, changes, seeds: Number(seeds ?? USUAL.seeds) };
  }

  /** @param {string} change */
  #change(change) {
    const [name, ...words] = change.split(":");
    if (words.length !== 2) return this.#refuse("value", "ask", change);
    const asked = this.#setting(name, words[0]);
    const reference = asked && this.#setting(name, words[1]);
    return reference ? { field: asked[0], asked: asked[1], reference: reference[1] } : null;
  }

  /** @returns {Needs | null} */
  needs() {
    const [value, ...more] = this.#all("needs");
    if (value === undefined) return null;
    const [, titles, column, name] = /^(\d{1,9})~(\d{0,4})~(.+)$/su.exec(value) ?? [];
    if (more.length > 0) return this.#refuse("twice", "needs");
    if (name === undefined) return this.#refuse("value", "needs", value);
    return { name, titles: Number(titles), column: column === "" ? null : Number(column) };
  }

  /** Whatever nobody has read is unknown. */
  rest() {
    for (const key of new Set(this.params.keys()))
      if (!this.#read.has(key)) this.#refuse(keyOf(key) ? "misplaced" : "unknown", key);
  }
}

/** "lr:4e-3" as its two parts; without a colon the value is empty. @param {string} word @returns {readonly [string, string]} */
function pairOf(word) {
  const at = word.indexOf(":");
  return at < 0 ? [word, ""] : [word.slice(0, at), word.slice(at + 1)];
}
