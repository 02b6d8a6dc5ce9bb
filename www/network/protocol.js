/**
 * What page and frame say to each other, over a channel of its own for each question: closed unions, held to at both ends.
 * The page asks once; the frame says that it is there, gives portions, and ends in one of three ways. A question that is
 * given up goes with its frame.
 */

import { check, ProtocolError } from "../engine/check.js";
import { REFUSALS } from "./refusal.js";

/** @typedef {import("./hackernews.js").HackerNewsQuery} HackerNewsQuery */
/** @typedef {import("./dataset.js").DatasetQuery} DatasetQuery */
/** @typedef {HackerNewsQuery | DatasetQuery} Query */

// --- page to frame ---

/** `known`: titles that a question before had; `resume`: where that one ended. @typedef {{ type: "ask", query: Query, known: string[], resume?: unknown }} Ask */

// --- frame to page ---

/** @typedef {{ type: "ready" }} Ready */
/** @typedef {{ type: "portion" } & import("./sources.js").Portion} PortionEvent */
/** A request failed and is made again after a pause. @typedef {{ type: "waiting", seconds: number, code: import("./refusal.js").RefusalCode }} Waiting */
/** There are as many as were asked for, or no more. @typedef {{ type: "end" }} End */
/** @typedef {{ type: "refused", code: import("./refusal.js").RefusalCode, facts: import("./refusal.js").RefusalFacts }} Refused */
/** What should not happen. @typedef {{ type: "fault", message: string }} Fault */
/** @typedef {Ready | PortionEvent | Waiting | End | Refused | Fault} Told */

/** What the page's first message to the frame says, with the channel's port. */
export const HELLO = "headline-lab: ask";

const ASKED = /** @type {const} */ ({
  ask: { query: "object", known: "array", resume: "any?" },
});

const TOLD = /** @type {const} */ ({
  ready: {},
  portion: {
    titles: "array",
    done: "number",
    of: "number|null",
    requests: "number",
    bytes: "number",
    resume: "any",
    from: "object?",
  },
  waiting: { seconds: "number", code: "string" },
  end: {},
  refused: { code: "string", facts: "object" },
  fault: { message: "string" },
});

/** @typedef {{ [field: string]: [least: number, most: number] }} Ranges */

/** Whole numbers of a query, each with its range. @satisfies {Record<Query["source"], Ranges>} */
const QUERIES = {
  "hacker-news": {
    titles: [1, 200_000],
    points: [0, 10_000],
    from: [0, 2 ** 33],
    to: [0, 2 ** 33],
    seed: [0, 2 ** 32 - 1],
  },
  dataset: { titles: [1, 200_000], seed: [0, 2 ** 32 - 1], whole: [0, 1] },
};

/** @param {unknown} value @returns {Query} */
export function queryOf(value) {
  const { source, ...numbers } = /** @type {Record<string, unknown>} */ (value);
  const ranges = Object.hasOwn(QUERIES, String(source))
    ? /** @type {Record<string, Ranges>} */ (QUERIES)[String(source)]
    : null;
  if (!ranges) throw new ProtocolError(`There is no source "${String(source)}".`);
  if (Object.keys(numbers).some((field) => !Object.hasOwn(ranges, field)))
    throw new ProtocolError(`A query of "${source}" has ${Object.keys(ranges).join(", ")}.`);
  for (const [field, [least, most]] of Object.entries(ranges)) {
    const number = Number(numbers[field]);
    if (!Number.isSafeInteger(numbers[field]) || number < least || number > most)
      throw new ProtocolError(`"${field}" is a whole number from ${least} to ${most}.`);
  }
  return /** @type {Query} */ (value);
}

/** @param {unknown} titles */
function areTitles(titles) {
  const all = /** @type {unknown[]} */ (titles);
  if (!all.every((title) => typeof title === "string"))
    throw new ProtocolError("Titles are strings.");
}

/** @param {unknown} message @returns {Ask} */
export function askOf(message) {
  check(ASKED, message);
  const question = /** @type {Ask} */ (message);
  queryOf(question.query);
  areTitles(question.known);
  return question;
}

/** @param {unknown} message @returns {Told} */
export function toldOf(message) {
  check(TOLD, message);
  const told = /** @type {Told} */ (message);
  if (told.type === "portion") areTitles(told.titles);
  if ((told.type === "waiting" || told.type === "refused") && !REFUSALS.includes(told.code))
    throw new ProtocolError(`There is no refusal "${told.code}".`);
  return told;
}
