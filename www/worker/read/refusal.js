import { EngineError } from "../../engine/error.js";
import { clausesOf, SENTENCES } from "../../reasons.js";

/** @typedef {import("../../reasons.js").Why} Why */

/** @param {number} n */
const inEnglish = (n) => n.toLocaleString("en");

/**
 * The error of headlines that are not read, in the engine's English and with the reason and its values for who says it
 * otherwise.
 * @param {string} code @param {Why & { name?: string }} why @param {{ field?: string, value?: unknown }} [about]
 */
export function refused(code, { reason, ...values }, about) {
  const [what, remedy] = clausesOf(SENTENCES, reason, values, inEnglish);
  return new EngineError(code, `${what}; ${remedy}.`, { ...about, remedy, reason, values });
}

/** Why a file is not read. @param {string} name @param {Why} why */
export function refusal(name, why) {
  return refused("data", { ...why, name }, { field: "file", value: name });
}
