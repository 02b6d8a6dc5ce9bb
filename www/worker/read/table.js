/** Tables of text with separators: .csv and .tsv. */

import { bestNamed, ROWS_TO_GUESS_FROM } from "./columns.js";
import { papaParse } from "./libraries.js";
import { refusal } from "./refusal.js";

/**
 * A table whose rows are read once its column is known.
 * @typedef {object} Table
 * @property {string[]} names
 * @property {number | null} named The column that its name chooses.
 * @property {(string | undefined)[][]} sample Its first rows.
 * @property {(column: number) => AsyncGenerator<(string | undefined)[]>} cells All cells of a column, many at once; to be asked
 *   for once.
 */

const SEPARATORS = [",", "\t", ";", "|"];
/** Characters of a row: more is a quote that never closes, or no table. */
const MOST_ROW_CHARS = 1 << 22;

/** What separates the cells: what is most often in the first line outside of quotes. @param {string} head */
export function guessSeparator(head) {
  const [first] = head
    .replaceAll(/"[^"]*"/g, "")
    .trimStart()
    .split(/[\r\n]/, 1);
  const counts = SEPARATORS.map((sign) => first.split(sign).length - 1);
  return SEPARATORS[counts.indexOf(Math.max(...counts))];
}

/**
 * @param {string} name @param {AsyncGenerator<string>} text @param {string | null} separator null: guessed
 * @returns {Promise<Table>}
 */
export async function tableOf(name, text, separator) {
  const rows = rowsOf(name, text, separator);
  /** @type {string[][]} */
  const first = [];
  while (first.length <= ROWS_TO_GUESS_FROM) {
    const { done, value } = await rows.next();
    if (done) break;
    first.push(...value);
  }
  const sample = first.slice(0, ROWS_TO_GUESS_FROM);
  const columns = Math.max(0, ...sample.map((row) => row.length));
  const named = bestNamed(first[0] ?? []);
  const names = Array.from(
    { length: columns },
    (_, i) => (named === null ? undefined : first[0][i]?.trim()) ?? `Column ${i + 1}`,
  );
  const body = named === null ? first : first.slice(1);
  return {
    names,
    named,
    sample: body.slice(0, ROWS_TO_GUESS_FROM),
    async *cells(column) {
      const cellsOf = (/** @type {string[][]} */ some) => some.map((row) => row[column]);
      yield cellsOf(body);
      for await (const some of rows) yield cellsOf(some);
    },
  };
}

/** @param {string} name @param {AsyncGenerator<string>} text @param {string | null} separator @returns {AsyncGenerator<string[][]>} */
async function* rowsOf(name, text, separator) {
  const { Parser } = await papaParse();
  /** @type {InstanceType<typeof Parser> | undefined} */
  let parser;
  let rest = "";
  let before = 0;
  /** @param {boolean} last */
  const parsed = (last) => {
    parser ??= new Parser({
      delimiter: separator ?? guessSeparator(rest),
      newline: newlineOf(rest),
    });
    const { data, errors, meta } = parser.parse(rest, 0, !last);
    const open = errors.find(({ code }) => code === "MissingQuotes");
    if (open) throw openQuote(name, before + (open.row ?? 0) + 1);
    before += data.length;
    rest = last ? "" : rest.slice(meta.cursor);
    if (rest.length > MOST_ROW_CHARS) throw openQuote(name, before + 1);
    // Blank lines are no rows.
    return data.filter((row) => row.length > 1 || row[0].trim() !== "");
  };
  for await (const part of text) {
    rest += part;
    yield parsed(false);
  }
  if (rest !== "") yield parsed(true);
}

/** A lone \r ends the rows of tables from old Macs; \r before \n is blank and goes with the blanks of its cell. @param {string} text */
function newlineOf(text) {
  return text.includes("\r") && !text.includes("\n") ? "\r" : "\n";
}

/** @param {string} name @param {number} row */
function openQuote(name, row) {
  return refusal(name, { reason: "openQuote", row });
}
