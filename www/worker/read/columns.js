/** Which column of a table holds the titles: the rules of `src/data/titles.rs`, so that command and page find the same. */

/** How many rows are looked at. */
export const ROWS_TO_GUESS_FROM = 200;

const EXACT = ["title", "headline", "titles", "headlines"];
const PARTS = ["title", "headline", "text"];

/** How well a column's name says that it holds the titles: 0 is best, null is not at all. @param {string} name */
export function titleRank(name) {
  const plain = name.trim().toLowerCase();
  if (EXACT.includes(plain)) return 0;
  const rank = PARTS.findIndex((part) => plain.includes(part));
  return rank < 0 ? null : rank + 1;
}

/** The column whose name says best that it holds the titles; null where none does. @param {string[]} names */
export function bestNamed(names) {
  /** @type {number | null} */
  let best = null;
  let bestRank = Number.POSITIVE_INFINITY;
  for (const [index, name] of names.entries()) {
    const rank = titleRank(name);
    // A cell as long as a sentence is a title that speaks of titles, not a column's name.
    if (rank === null || rank >= bestRank || words(name).length > 3) continue;
    best = index;
    bestRank = rank;
  }
  return best;
}

/** The column with the most words, addresses left out; the first of equals. @param {(string | undefined)[][]} rows @param {number} columns */
export function wordiest(rows, columns) {
  const spoken = (/** @type {number} */ column) =>
    rows.reduce((sum, row) => {
      const cell = row[column] ?? "";
      if (cell.includes("://")) return sum;
      return sum + words(cell).filter((word) => /\p{Alphabetic}/u.test(word)).length;
    }, 0);
  const counts = Array.from({ length: columns }, (_, column) => spoken(column));
  return Math.max(0, counts.indexOf(Math.max(...counts)));
}

/** @param {string} text */
function words(text) {
  return text.split(/\s+/).filter(Boolean);
}
