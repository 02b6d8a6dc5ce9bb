import { EngineError } from "../../engine/error.js";

/**
 * Why a file is not read: its name, what is wrong with it, and what to do.
 * @param {string} name @param {string} what follows the name, without a full stop @param {string} remedy a clause
 */
export function refusal(name, what, remedy) {
  return new EngineError("data", `“${name}” ${what}; ${remedy}.`, {
    field: "file",
    value: name,
    remedy,
  });
}
