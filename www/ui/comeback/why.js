/** Why a run's file was not opened, in the page's language where that can be said. */
import { binarySize } from "../format.js";
import { sentenceOf } from "../state/refusals.js";
import { text } from "../text.js";

const words = text.comeback.why;

/** @param {unknown} error @returns {string} a sentence */
export function whyNot(error) {
  const { code, value, remedy } = /** @type {import("../state/refusals.js").Coded} */ (error);
  if (code === "checkpoint" && typeof value === "string" && value in words.file)
    return words.file[/** @type {keyof typeof words.file} */ (value)];
  if (code === "memory" && typeof value === "number")
    return remedy === "delete a run, then try again"
      ? words.noRoom(binarySize(value))
      : words.tooLarge(binarySize(value));
  // What the page itself found ends a sentence.
  if (typeof code !== "string" && error instanceof Error) return words.because(error.message);
  return sentenceOf(error);
}
