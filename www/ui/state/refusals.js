/**
 * What an error of the engine comes to in the page's language, by its code and its fields. The engine's own sentences are
 * English; where code and fields do not say as much as they do, they stay as they are.
 */
import { clausesOf } from "../../reasons.js";
import { binarySize, count, setting } from "../format.js";
import { text } from "../text.js";

/**
 * A refusal that can be said in any language. Numbers are written as the language writes them.
 * @typedef {{ kind: "whole", field: string, value: string, from: string, to: string }
 *   | { kind: "upTo" | "below", field: string, value: string, from: string, to: string }
 *   | { kind: "either", field: string, value: string, one: string, other: string }
 *   | { kind: "evenHeads", width: string }
 *   | { kind: "tooLarge" | "noValidation" | "disposed" }
 *   | { kind: "unknown", value: string }
 *   | { kind: "memory", size: string, remedy: "smaller" | "delete" | { size: string } }
 *   | { kind: "tooFew", found: string, batch: string, block: string, percent: string, needed: string }
 *   | { kind: "tooManySteps", epochs: string, steps: string, most: string }} Refusal
 */
/** @typedef {import("../../reasons.js").Reason} Reason */
/** @typedef {Pick<import("../../protocol.js").WireError, "reason" | "values">} Reasoned */
/** @typedef {{ code?: string, message?: string, field?: string, value?: unknown, remedy?: string } & Reasoned} Coded */

/**
 * The remedies of a refused configuration, as src/config/validate.rs has them: a test holds these to that file.
 * @type {[RegExp, (field: string, value: string, found: string[]) => Refusal][]}
 */
export const CONFIG_REMEDIES = [
  [
    /^use a whole number from (\S+) to (\S+)$/,
    (field, value, [from, to]) => ({ kind: "whole", field, value, from, to }),
  ],
  [
    /^use a number from (\S+) up to (\S+)$/,
    (field, value, [from, to]) => ({ kind: "upTo", field, value, from, to }),
  ],
  [
    /^use a number from (\S+) below (\S+)$/,
    (field, value, [from, to]) => ({ kind: "below", field, value, from, to }),
  ],
  [
    /^use d_model = (\S+) or position = learned$/,
    (_, __, [width]) => ({ kind: "evenHeads", width }),
  ],
  [
    /^use (\S+) or (\S+)$/,
    (field, value, [one, other]) => ({ kind: "either", field, value, one, other }),
  ],
  [/^lower d_model, n_layer or vocab_size$/, () => ({ kind: "tooLarge" })],
  [/^keep a share of the titles for validation, such as 0\.1$/, () => ({ kind: "noValidation" })],
];

/**
 * What the module says of headlines that it can't train on, as src/data.rs has it: a test holds these to that file.
 * @type {[RegExp, (found: string[]) => Refusal][]}
 */
export const DATA_SENTENCES = [
  [
    /^(\S+) headlines are too few for batches of (\S+) × (\S+) tokens with (\S+) % kept for validation; about (\S+) would do/,
    ([found, batch, block, percent, needed]) => ({
      kind: "tooFew",
      ...{ found, batch, block, percent, needed },
    }),
  ],
  [
    /^(\S+) epochs of (\S+) updates each are more than the (\S+) updates that a run can have;/,
    ([epochs, steps, most]) => ({ kind: "tooManySteps", epochs, steps, most }),
  ],
];

/** A number as the page writes it; anything else as it is. @param {unknown} given */
function shown(given) {
  const number = Number(given);
  if (given === "" || Number.isNaN(number)) return String(given);
  return Number.isInteger(number) ? count(number) : setting(number);
}

/** @param {Coded} error @returns {Refusal | null} */
function ofConfig({ field = "", value, remedy = "" }) {
  if (!Object.hasOwn(text.fields, field)) return null;
  for (const [pattern, made] of CONFIG_REMEDIES) {
    const found = pattern.exec(remedy);
    if (found) return made(field, shown(value), found.slice(1).map(shown));
  }
  return null;
}

/** @param {Coded} error @returns {Refusal | null} */
function ofData({ message = "" }) {
  for (const [pattern, made] of DATA_SENTENCES) {
    const found = pattern.exec(message);
    if (found) return made(found.slice(1).map(shown));
  }
  return null;
}

/** @param {Coded} error @returns {Refusal | null} */
function ofMemory({ value, remedy = "" }) {
  if (typeof value !== "number") return null;
  const [, size] = /^choose the size (\S+)$/.exec(remedy) ?? [];
  if (size !== undefined)
    return { kind: "memory", size: binarySize(value), remedy: { size: text.sizes[size] ?? size } };
  if (remedy === "make d_model or n_layer smaller")
    return { kind: "memory", size: binarySize(value), remedy: "smaller" };
  return remedy === "delete a run, then try again"
    ? { kind: "memory", size: binarySize(value), remedy: "delete" }
    : null;
}

/** What an error says beyond its sentence; null where that is too little. @param {Coded} error @returns {Refusal | null} */
export function refusalOf(error) {
  switch (error.code) {
    case "config":
      return ofConfig(error);
    case "data":
      return ofData(error);
    case "memory":
      return ofMemory(error);
    case "disposed":
      return { kind: "disposed" };
    case "unknown":
      return error.value === undefined ? null : { kind: "unknown", value: String(error.value) };
    default:
      return null;
  }
}

/** @param {unknown} error @returns {string} */
export function messageOf(error) {
  const message = error instanceof Error ? error.message : String(error);
  return /[.!?…]$/.test(message) ? message : `${message}.`;
}

/** Why headlines are not read; "" where there is no reason, or one that the page does not know. @param {Reasoned} error */
function unreadOf({ reason = "", values = {} }) {
  const { unread } = text.problems;
  if (!Object.hasOwn(unread, reason)) return "";
  const [what, remedy] = clausesOf(unread, /** @type {Reason} */ (reason), values, count);
  return `${what}; ${remedy}.`;
}

/** Why a file was left, where others were read. @param {import("../../protocol.js").FileFacts} file */
export function whyLeft({ why = "", ...file }) {
  return unreadOf(file) || text.problems.original(why);
}

/** An error in one sentence, in the page's language where that can be said. @param {unknown} error @returns {string} */
export function sentenceOf(error) {
  if (!(error instanceof Error)) return messageOf(error);
  const coded = /** @type {Coded} */ (error);
  const refusal = refusalOf(coded);
  const said = refusal ? text.problems.refusal(refusal) : unreadOf(coded);
  return said === "" ? text.problems.original(messageOf(error)) : said;
}

/**
 * What became of the training worker, in one sentence.
 * @param {{ code: string, message: string, remedy: string, lost: { runs: string[] } }} fault
 * @param {boolean} [remedied] whether it says what to do
 */
export function sentenceOfFault({ code, message, remedy, lost }, remedied = true) {
  const said = text.problems.fault(code, lost.runs.length, remedied);
  if (said !== "") return said;
  return text.problems.original(remedied ? message : message.replace(`: ${remedy}.`, "."));
}
