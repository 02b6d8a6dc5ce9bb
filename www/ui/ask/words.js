/** The question's words: its values, its variants, its runs. */
import { count, params as countOf, listOf, setting } from "../format.js";
import { text } from "../text.js";

/** @typedef {import("./question.js").Change} Change */
/** @typedef {import("./question.js").Variant} Variant */

const words = text.ask;

/** Fields whose values need no other word beside them. */
const SELF_EXPLAINING = ["position", "norm", "optimizer"];

/** @param {string} field */
export function fieldLabel(field) {
  return text.fields[field]?.label ?? field;
}

/** What stands before and after a value of a field in a sentence. @param {string} field @returns {string[]} */
export function around(field) {
  return /** @type {Record<string, string[]>} */ (words.around)[field] ?? ["", ""];
}

/** A variant where its twin stands beside it: "RoPE", "dropout 0.1". @param {Change[]} changes @param {Variant} side */
export function variantLabel(changes, side) {
  return changes.map((change) => labelOf(change.field, change[side])).join(" + ");
}

/** @param {string} field @param {import("./question.js").Value} value */
function labelOf(field, value) {
  if (SELF_EXPLAINING.includes(field)) return setting(value);
  if (field === "init") return nounOf(field, value);
  return words.variant(text.inSentence(fieldLabel(field)), setting(value));
}

/** A variant in a sentence: "a learned table", "a dropout of 0.1". @param {Change[]} changes @param {Variant} side */
export function variantNoun(changes, side) {
  return changes.map((change) => nounOf(change.field, change[side])).join(` ${words.and} `);
}

/** Both variants as a sentence calls them. @param {Change[]} changes */
export function nounsFor(changes) {
  return { asked: variantNoun(changes, "asked"), reference: variantNoun(changes, "reference") };
}

/** @param {string} field @param {import("./question.js").Value} value */
function nounOf(field, value) {
  const [before, after] = around(field);
  return [before, valueWord(value), after].filter((part) => part !== "").join(" ");
}

/** A value as the question's own choices show it. @param {import("./question.js").Value} value */
export function valueWord(value) {
  return /** @type {Record<string, string>} */ (words.nouns)[String(value)] ?? setting(value);
}

/** The names of the runs of a seed: reference first, as they are trained. @param {Change[]} changes @param {number} seed */
export function runNames(changes, seed) {
  return /** @type {const} */ (["reference", "asked"]).map((side) =>
    words.run(variantLabel(changes, side), String(seed)),
  );
}

/** The whole question as one sentence. @param {import("./question.js").Question} question @param {string} sizeLabel */
export function sentenceOf({ changes, seeds }, sizeLabel) {
  const [asked, reference] = [variantNoun(changes, "asked"), variantNoun(changes, "reference")];
  return words.sentence(asked, reference, sizeLabel, words.seeds(seeds));
}

/** What is said of more than one change; empty for one. @param {Change[]} changes */
export function severalWarning(changes) {
  if (changes.length < 2) return "";
  const list = changes.map(({ field, asked, reference }) =>
    words.change(text.inSentence(fieldLabel(field)), setting(reference), setting(asked)),
  );
  const number = words.numbers[changes.length] ?? String(changes.length);
  return words.several(number, listOf(list));
}

/** The variants' parameters, where they differ in number. @param {{ asked: number, reference: number }} params */
export function paramsNote({ asked, reference }) {
  const [a, b] = [countOf(asked), countOf(reference)];
  return a === b ? "" : words.params(a, b);
}

/** What a verdict holds for, in a sentence. @param {{ size: string, data: string, recipe: string, steps: number }} of */
export function scopeOf({ steps, ...of }) {
  return text.verdict.scope({ ...of, steps: count(steps) });
}
