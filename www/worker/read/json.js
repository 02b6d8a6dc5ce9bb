/** JSON: a list of titles or of records (.json), or one of them a line (.jsonl). */

import { bestNamed, ROWS_TO_GUESS_FROM } from "./columns.js";
import { lines } from "./lines.js";
import { refusal } from "./refusal.js";

/** Characters of a title or a record. */
const MOST_CHARS = 1 << 20;
/** Levels of lists and objects within a record. */
const DEEPEST = 32;

/** @typedef {import("./table.js").Table} Table */

/** The texts of the values of a .jsonl file. @param {string} name @param {AsyncIterable<string>} text @returns {AsyncGenerator<string[]>} */
export async function* valuesByLine(name, text) {
  const tooLong = (/** @type {number} */ line) =>
    refusal(name, { reason: "longRecord", most: MOST_CHARS, line });
  for await (const some of lines(text, MOST_CHARS, tooLong))
    yield some.filter((line) => line.trim() !== "");
}

const [QUOTE, ESCAPE, OPEN_LIST, CLOSE_LIST, OPEN_RECORD, CLOSE_RECORD, COMMA] = '"\\[]{},'
  .split("")
  .map((sign) => sign.charCodeAt(0));

/** The texts of the elements of a list. @param {string} name @param {AsyncIterable<string>} text @returns {AsyncGenerator<string[]>} */
export async function* elements(name, text) {
  let rest = "";
  let at = 0;
  let depth = 0;
  let quoted = false;
  let begin = -1;
  let count = 0;
  for await (const part of text) {
    rest += part;
    /** @type {string[]} */
    const found = [];
    for (; at < rest.length; at += 1) {
      const code = rest.charCodeAt(at);
      if (quoted) {
        if (code === ESCAPE) at += 1;
        else if (code === QUOTE) quoted = false;
      } else if (code === QUOTE) quoted = true;
      else if (code === OPEN_LIST || code === OPEN_RECORD) {
        depth += 1;
        if (depth === 1) begin = at + 1;
        if (depth > DEEPEST)
          throw refusal(name, { reason: "tooDeep", levels: DEEPEST, element: count + 1 });
      } else if (code === CLOSE_LIST || code === CLOSE_RECORD || (code === COMMA && depth === 1)) {
        if (code !== COMMA) depth -= 1;
        if (depth > 1 || (depth === 1 && code !== COMMA)) continue;
        const element = rest.slice(begin, at);
        if (element.trim() !== "") {
          found.push(element);
          count += 1;
        }
        begin = at + 1;
        if (depth > 0) continue;
        if (found.length > 0) yield found;
        return;
      }
    }
    if (found.length > 0) yield found;
    const done = Math.max(0, begin);
    rest = rest.slice(done);
    at -= done;
    begin = 0;
    if (rest.length > MOST_CHARS)
      throw refusal(name, { reason: "longElement", most: MOST_CHARS, element: count + 1 });
  }
  throw refusal(name, { reason: "endsInList", elements: count });
}

/**
 * The titles where the values are texts, a table where they are records.
 * @param {string} name @param {AsyncGenerator<string[]>} texts
 * @returns {Promise<{ titles: AsyncGenerator<(string | undefined)[]> } | { table: Table }>}
 */
export async function titlesOrTable(name, texts) {
  const values = valuesOf(name, texts);
  /** @type {unknown[]} */
  const first = [];
  while (first.length < ROWS_TO_GUESS_FROM) {
    const { done, value } = await values.next();
    if (done) break;
    first.push(...value);
  }
  async function* all() {
    yield first;
    yield* values;
  }
  if (first.every((value) => typeof value === "string")) return { titles: texted(all()) };
  const sample = first.slice(0, ROWS_TO_GUESS_FROM);
  const names = [...new Set(sample.flatMap((value) => Object.keys(recordOf(value))))];
  return {
    table: {
      names,
      named: bestNamed(names),
      sample: sample.map((value) => names.map((key) => textOf(recordOf(value)[key]))),
      async *cells(column) {
        for await (const some of all())
          yield some.map((value) =>
            typeof value === "string" ? value : textOf(recordOf(value)[names[column]]),
          );
      },
    },
  };
}

/** @param {AsyncIterable<unknown[]>} values */
async function* texted(values) {
  for await (const some of values) yield some.map(textOf);
}

/** A text, or a number as one; nothing else is a title. @param {unknown} value */
function textOf(value) {
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : undefined;
}

/** @param {unknown} value @returns {Record<string, unknown>} */
function recordOf(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? /** @type {Record<string, unknown>} */ (value)
    : {};
}

/** @param {string} name @param {AsyncGenerator<string[]>} texts @returns {AsyncGenerator<unknown[]>} */
async function* valuesOf(name, texts) {
  let before = 0;
  for await (const some of texts) {
    yield some.map((text, i) => {
      try {
        return JSON.parse(text);
      } catch {
        throw refusal(name, { reason: "notJson", record: before + i + 1 });
      }
    });
    before += some.length;
  }
}
