/** Lines of a text that comes in pieces. */

import { MOST_TITLE_CHARS } from "./limits.js";
import { refusal } from "./refusal.js";

/** UTF-16 units of a line that can hold no title any more: a code point takes two at most. */
const MOST_UNITS = 2 * MOST_TITLE_CHARS;

/**
 * Lines, many at once, without their ends: \n, with or without \r before it.
 * @param {AsyncIterable<string>} text @param {number} most UTF-16 units of a line @param {(line: number) => Error} tooLong why a
 *   line, from 1, that does not end within them is refused
 * @returns {AsyncGenerator<string[]>}
 */
export async function* lines(text, most, tooLong) {
  let rest = "";
  let before = 0;
  for await (const part of text) {
    const found = (rest + part).split("\n");
    rest = found.pop() ?? "";
    before += found.length;
    if (found.length > 0) yield found.map(withoutReturn);
    if (rest.length > most && rest.trim().length > most) throw tooLong(before + 1);
  }
  if (rest !== "") yield [withoutReturn(rest)];
}

/** @param {string} line */
const withoutReturn = (line) => (line.endsWith("\r") ? line.slice(0, -1) : line);

/** A title a line. @param {string} name @param {AsyncIterable<string>} text */
export function titleLines(name, text) {
  return lines(text, MOST_UNITS, (line) => tooLong(name, line));
}

/** @param {string} name @param {number} place of the title among those of the file, from 1 */
export function tooLong(name, place) {
  return refusal(name, { reason: "longHeadline", most: MOST_TITLE_CHARS, place });
}
