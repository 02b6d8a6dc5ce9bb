/** Files that a class handed in, read in the tab: each is taken whole, or left with a reason. */
import { identityOf } from "../runfile/identity.js";
import { readRuns } from "../runfile/read.js";
import { text } from "../text.js";

/** Files that a board takes. */
export const MOST_FILES = 60;

/** @typedef {import("../runfile/format.js").RunFile} RunFile */
/**
 * @typedef {object} Entry What one file brought.
 * @property {number} number From 1 on, in the order in which they came; names are hidden behind it.
 * @property {string} file
 * @property {string} author Empty where nobody gave a name.
 * @property {string} question As the hand-in asks it; empty for a run file.
 * @property {{ guess: string, outcome: string | null } | null} prediction
 * @property {string} conclusion
 * @property {string} made_at
 * @property {RunFile[]} runs
 */
/** A file that was left; `number` is its own among all that came. @typedef {{ number: number, file: string, why: string }} LeftFile */
/** @typedef {{ entries: Entry[], left: LeftFile[] }} Board */

/** @type {Board} */
export const EMPTY = { entries: [], left: [] };

/** @param {number} number @param {string} file @param {import("../runfile/read.js").Read} read @returns {Entry} */
function entryOf(number, file, { runs, handIn }) {
  return {
    number,
    file,
    author: handIn?.author ?? "",
    question: handIn?.question ?? "",
    prediction: handIn?.prediction ?? null,
    conclusion: handIn?.conclusion.trim() ?? "",
    made_at: handIn?.made_at ?? runs[0].made_at,
    runs,
  };
}

/** What tells a file from every other, whatever it is called on the disk. @param {Entry} entry */
const contentOf = ({ author, made_at, conclusion, runs }) =>
  JSON.stringify([author, made_at, conclusion, runs.map(identityOf)]);

/**
 * A board with these files added.
 * @param {Board} board @param {File[]} files @returns {Promise<Board>}
 */
export async function withFiles(board, files) {
  const entries = [...board.entries];
  const left = [...board.left];
  const known = new Map(entries.map((entry) => [contentOf(entry), entry.number]));
  for (const file of files) {
    const number = entries.length + left.length + 1;
    const leave = (/** @type {string} */ why) => left.push({ number, file: file.name, why });
    if (entries.length >= MOST_FILES) {
      leave(text.board.many(MOST_FILES));
      continue;
    }
    try {
      const entry = entryOf(number, file.name, await readRuns(file));
      const twin = known.get(contentOf(entry));
      if (entry.runs.length === 0) leave(text.board.noRuns);
      else if (twin !== undefined) leave(text.board.sameFile(twin));
      else {
        known.set(contentOf(entry), number);
        entries.push(entry);
      }
    } catch (error) {
      leave(error instanceof Error ? error.message : String(error));
    }
  }
  return { entries, left };
}
