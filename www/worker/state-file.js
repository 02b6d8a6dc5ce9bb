/** A run's whole state as a file that a person keeps, and a run from such a file. */

import { EngineError } from "../engine/error.js";
import { inWords } from "../engine/memory.js";
import { bytesIn, refusedState } from "../engine/state-file.js";
import { noRoomBeside } from "./entries.js";
import { pieces } from "./keep/keeper.js";

/** @typedef {import("./module.js").Module} Module */
/** @typedef {import("./module.js").RunHandle} RunHandle */
/** @typedef {import("./module.js").DatasetHandle} DatasetHandle */

/** A run's header begins with its own length. */
const LENGTH_BYTES = 8;

/** The file of a run, which rests while it is written. A browser may put the pieces on its disk. @param {RunHandle} run */
export function stateFileOf(run) {
  const parts = Array.from(pieces(run), (piece) => new Blob([piece]));
  return new Blob(parts, { type: "application/octet-stream" });
}

/**
 * Refuses a run that does not fit into the memory, before any of it is taken.
 * @param {string} id @param {import("../protocol.js").Plan} plan @param {import("./budget.js").Budget} budget
 */
export function refuseNoRoom(id, plan, budget) {
  const { memory_bytes } = plan;
  if (!budget.fitsAlone(plan)) {
    const needs = `needs about ${inWords(memory_bytes)} of memory and ${inWords(budget.bytes)} can be had here`;
    const remedy = "go on with it on a machine that has more";
    throw new EngineError("memory", `The run ${needs}; ${remedy}.`, {
      value: memory_bytes,
      remedy,
    });
  }
  if (!budget.fits(plan)) throw noRoomBeside(id, memory_bytes);
}

/**
 * The run of a file, a tensor at a time; nothing is allocated that the file only claims.
 * @param {Pick<Module, "StateReading" | "state_header_bytes">} module @param {Blob} file @param {DatasetHandle} dataset
 */
export async function runOf({ StateReading, state_header_bytes }, file, dataset) {
  let at = state_header_bytes(await bytesIn(file, 0, LENGTH_BYTES));
  const header = await bytesIn(file, 0, at);
  const reading = new StateReading(header, Math.max(0, file.size - at), dataset);
  try {
    for (;;) {
      const length = reading.next_bytes();
      if (length === undefined) break;
      const bytes = await bytesIn(file, at, at + length);
      if (hasNaN(bytes)) throw refusedState("nan");
      reading.take(bytes);
      at += length;
    }
  } catch (error) {
    reading.free();
    throw error;
  }
  return reading.finish();
}

/** @param {Uint8Array<ArrayBuffer>} bytes of little-endian floats */
function hasNaN(bytes) {
  const values = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2);
  for (const value of values) if (Number.isNaN(value)) return true;
  return false;
}
