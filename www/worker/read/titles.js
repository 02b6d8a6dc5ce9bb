/** Titles out of files of any kind that is read: found, cleaned, and told where from. */

import { EngineError } from "../../engine/error.js";
import { beginsWith } from "./bytes.js";
import { wordiest } from "./columns.js";
import { decoded, guessEncoding } from "./encoding.js";
import { elements, titlesOrTable, valuesByLine } from "./json.js";
import { Budget, MOST_TITLE_CHARS, refuseLarge } from "./limits.js";
import { titleLines, tooLong } from "./lines.js";
import { refusal, refused } from "./refusal.js";
import { tableOf } from "./table.js";
import { PARQUET, piecesOf } from "./unpack.js";

/** @typedef {import("./table.js").Table} Table */
/** @typedef {import("../../protocol.js").FileFacts} FileFacts */
/** @typedef {"txt" | "csv" | "tsv" | "jsonl" | "json" | "parquet"} Format */
/** What a file turns out to hold: its titles, or a table whose column has to be chosen. @typedef {{ titles: AsyncGenerator<(string | undefined)[]> } | { table: Table }} Content */
/** @typedef {{ format: Format, encoding?: string, content: Content }} Opened */
/**
 * `columns` and `column`: of all tables together, by their names. `empty`: lines and cells without a title.
 * @typedef {{ titles: string[], empty: number, files: FileFacts[], columns?: string[], column?: number }} Found
 */
/** @typedef {{ column?: number, format?: Format, budget?: Budget, report?: (done: number, total: number) => void }} Options */

/** @type {[RegExp, Format][]} */
const BY_NAME = [
  [/\.(txt|text)$/i, "txt"],
  [/\.csv$/i, "csv"],
  [/\.(tsv|tab)$/i, "tsv"],
  [/\.(jsonl|ndjson)$/i, "jsonl"],
  [/\.json$/i, "json"],
];

/** What a text is by its name, or where that says nothing, by how it begins. @param {string} name @param {string} head @returns {Format} */
export function guessFormat(name, head) {
  const named = BY_NAME.find(([ending]) => ending.test(name))?.[1];
  if (named === "json") return /^\s*\{/.test(head) ? "jsonl" : "json";
  if (named) return named;
  if (/^\s*\[\s*["{\]]/.test(head)) return "json";
  if (/^\s*\{\s*"/.test(head)) return "jsonl";
  // The last line may be cut off.
  const lines = head
    .replaceAll(/"[^"\n]*"/g, "")
    .split(/\r?\n/)
    .slice(0, 20);
  const tabs = lines.slice(0, Math.max(1, lines.length - 1)).map((line) => line.split("\t").length);
  if (tabs[0] > 1 && tabs.every((cells) => cells === tabs[0])) return "tsv";
  const [first] = head.split(/\r?\n/, 1);
  const cells = first.split(/[,;]/).map((cell) => cell.trim().replaceAll('"', "").toLowerCase());
  const names = ["title", "headline", "titles", "headlines"];
  return cells.length > 1 && cells.some((cell) => names.includes(cell)) ? "csv" : "txt";
}

/**
 * Reads the titles of files, one file after the other. A file that can't be read is left whole, with the reason; where none can,
 * the first reason is thrown.
 * @param {File[]} files @param {Options} [options] `column`: of the columns of an earlier reading of the same files
 * @returns {Promise<Found>}
 */
export async function readTitles(
  files,
  { column, format, budget = new Budget(), report = () => {} } = {},
) {
  refuseLarge(files);
  const total = files.reduce((sum, { size }) => sum + size, 0);
  const wanted = column === undefined ? null : await columnName(files, column);
  let done = 0;
  const count = (/** @type {number} */ bytes) => {
    done += bytes;
    report(Math.min(done, total), total);
  };
  const reading = new Reading(wanted, budget, format);
  for (const file of files) await reading.file(file, count);
  return reading.found();
}

/** The name of a column among those of all files. @param {File[]} files @param {number} column */
async function columnName(files, column) {
  const names = new Set();
  for (const file of files) {
    try {
      const budget = new Budget();
      for await (const piece of piecesOf(file, budget, () => {})) {
        if ("why" in piece) continue;
        const { content } = await openedPiece(piece, budget);
        if ("table" in content) for (const name of content.table.names) names.add(name);
      }
    } catch {
      // The reading itself tells of it.
    }
  }
  return /** @type {string | undefined} */ ([...names][column]) ?? null;
}

/** What has been found in the files so far. */
class Reading {
  #budget;
  #format;
  /** @type {string | null} */
  #wanted;
  /** @type {string[][]} */
  #titles = [];
  #empty = 0;
  /** @type {FileFacts[]} */
  #files = [];
  /** @type {Set<string>} */
  #columns = new Set();
  /** @type {Error | null} */
  #first = null;

  /** @param {string | null} wanted a column's name @param {Budget} budget @param {Format} [format] guessed where it is not said */
  constructor(wanted, budget, format) {
    this.#format = format;
    this.#wanted = wanted;
    this.#budget = budget;
  }

  /** @param {File} file @param {(bytes: number) => void} count */
  async file(file, count) {
    try {
      for await (const piece of piecesOf(file, this.#budget, count)) {
        if ("why" in piece) this.#leave(piece.name, piece.why);
        else await this.#piece(piece);
      }
    } catch (error) {
      this.#leave(file.name, /** @type {Error} */ (error));
    }
  }

  /** @param {string} name @param {Error} why */
  #leave(name, why) {
    if (!(why instanceof EngineError) || why.code !== "data") throw why;
    this.#first ??= why;
    const { message, reason, values } = why;
    this.#files.push({ name, titles: 0, why: message, reason, values });
  }

  /** @param {import("./unpack.js").Piece} piece */
  async #piece(piece) {
    const { name } = piece;
    try {
      const { format, encoding, content } = await openedPiece(piece, this.#budget, this.#format);
      const cells = "titles" in content ? content.titles : this.#cells(name, content.table);
      /** @type {string[]} */
      const titles = [];
      let empty = 0;
      for await (const some of cells) {
        const before = titles.length;
        for (const cell of some) {
          const title = cleaned(cell);
          if (title === "") empty += 1;
          else titles.push(title);
        }
        const long = titles.findIndex((title, i) => i >= before && isLong(title));
        if (long >= 0) throw tooLong(name, long + 1);
        this.#budget.find(name, titles.length - before);
      }
      if (titles.length === 0) throw refusal(name, { reason: "noHeadlines" });
      this.#titles.push(titles);
      this.#empty += empty;
      this.#files.push({ name, format, encoding, titles: titles.length });
    } catch (error) {
      this.#leave(name, /** @type {Error} */ (error));
    }
  }

  /** @param {string} name @param {Table} table */
  #cells(name, table) {
    const { names, named, sample } = table;
    if (names.length === 0) throw refusal(name, { reason: "noTexts" });
    for (const column of names) this.#columns.add(column);
    const wanted = this.#wanted === null ? -1 : names.indexOf(this.#wanted);
    const column = wanted >= 0 ? wanted : (named ?? wordiest(sample, names.length));
    // Further tables are read by the same column, where they have it.
    this.#wanted ??= names[column];
    return table.cells(column);
  }

  /** @returns {Found} */
  found() {
    if (this.#titles.length === 0) throw this.#first ?? refused("data", { reason: "noFile" });
    const found = { titles: this.#titles.flat(), empty: this.#empty, files: this.#files };
    const columns = [...this.#columns];
    if (columns.length === 0 || this.#wanted === null) return found;
    return { ...found, columns, column: columns.indexOf(this.#wanted) };
  }
}

/** @param {import("./unpack.js").Piece} piece @param {Budget} budget @param {Format} [said] @returns {Promise<Opened>} */
async function openedPiece({ name, blob, count, open }, budget, said) {
  const { head, chunks } = await open();
  if (head.length === 0) throw refusal(name, { reason: "empty" });
  if (beginsWith(head, PARQUET)) {
    const { parquetTable } = await import("./parquet.js");
    const table = await parquetTable(name, blob ?? chunks(), budget, count);
    return { format: "parquet", content: { table } };
  }
  const { encoding, mark } = guessEncoding(head);
  const start = new TextDecoder(encoding).decode(head, { stream: true });
  const format = said ?? guessFormat(name, start);
  const text = decoded(name, chunks(), encoding);
  const content = await contentOf(name, format, text);
  return { format, encoding: mark ? `${encoding}-bom` : encoding, content };
}

/** @param {string} name @param {Format} format @param {AsyncGenerator<string>} text @returns {Promise<Content>} */
async function contentOf(name, format, text) {
  switch (format) {
    case "csv":
      return { table: await tableOf(name, text, null) };
    case "tsv":
      return { table: await tableOf(name, text, "\t") };
    case "jsonl":
      return titlesOrTable(name, valuesByLine(name, text));
    case "json":
      return titlesOrTable(name, elements(name, text));
    default:
      return { titles: titleLines(name, text) };
  }
}

const EDGES = /^\p{White_Space}+|\p{White_Space}+$/gu;

/** A title on one line, trimmed as the module trims. @param {string | undefined} cell */
function cleaned(cell) {
  if (cell === undefined) return "";
  const line = /[\r\n]/.test(cell) ? cell.replaceAll(/[\r\n]/g, " ") : cell;
  return line.replace(EDGES, "");
}

/** @param {string} title */
function isLong(title) {
  return title.length > MOST_TITLE_CHARS && [...title].length > MOST_TITLE_CHARS;
}
