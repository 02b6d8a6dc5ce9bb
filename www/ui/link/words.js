/** Why a link is not followed, in words. */
import { text } from "../text.js";

/** More of a name or a value than this would not be read in a sentence. */
const LONGEST = 40;

/** @param {string} given */
function shown(given) {
  return given.length > LONGEST ? `${given.slice(0, LONGEST)}…` : given;
}

/** The end of a sentence that says what is wrong with a link. @param {import("./format.js").Refusal} refusal */
export function refusalInWords({ kind, key, value = "", choices = [] }) {
  const name = shown(key);
  if (kind === "value") return text.link.value(name, shown(value), choices);
  if (kind === "many") return text.link.many(name, value);
  return text.link[kind](name);
}
