/**
 * The inks of the runs: colours are in tokens.css, dashes here, so that colour is never alone in telling lines apart. The
 * second ink is AdamW's and the only solid one; what a person has to keep an eye on in most lessons.
 */

/** Lengths of line and gap in pixels of usual type, one list an ink. */
export const DASHES = [
  [9, 4],
  [],
  [2, 4],
  [14, 4, 2, 4],
  [5, 3],
  [20, 4],
  [9, 3, 2, 3, 2, 3],
  [2, 2],
  [14, 3, 6, 3],
  [4, 7],
];

/** How many runs can be told apart on one chart. */
export const INKS = DASHES.length;
