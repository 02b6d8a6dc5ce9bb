/** What the scheduler keeps of each run, and how it refuses to do what a run can't. */

import { EngineError } from "../engine/error.js";
import { GlanceClock } from "./glance-clock.js";
import { Pace } from "./pace.js";

/** @typedef {import("./module.js").RunHandle} RunHandle */
/** @typedef {import("../protocol.js").RunState} RunState */
/**
 * A run with what is known of it. `shown` is what its last live view was made of.
 * @typedef {{
 *   id: string, run: RunHandle, state: RunState, step: number, tokens: number, pace: Pace, glances: GlanceClock,
 *   glance: import("./module.js").GlanceHandle | null, shown: { step: number, version: number },
 * }} Entry
 */
/**
 * A run that waits for memory; `wanted`: it was started, and trains as soon as it is made.
 * @typedef {{ id: string, plan: import("../protocol.js").Plan, make: () => RunHandle, wanted: boolean, stopped: boolean }} Waiting
 */

/** @param {string} id @param {RunHandle} run @returns {Entry} */
export function newEntry(id, run) {
  const { step } = run;
  return {
    id,
    run,
    state: "ready",
    step,
    tokens: step * run.plan.batch_tokens,
    pace: new Pace(run.plan),
    glances: new GlanceClock(),
    glance: null,
    shown: { step: -1, version: -1 },
  };
}

/**
 * A run that comes from storage stands as it was kept; one that trained is paused.
 * @param {string} id @param {RunHandle} run @param {{ state: RunState, seconds: number }} kept `seconds` inside its steps
 * @param {import("./budget.js").Budget} budget
 */
export function restoredEntry(id, run, kept, budget) {
  const { plan, state } = run;
  if (!budget.fits(plan)) throw noRoomBeside(id, plan.memory_bytes);
  budget.take(id, plan);
  const entry = newEntry(id, run);
  if (state === "finished" || state === "diverged") {
    entry.state = state;
    budget.keepWeights(id, plan);
  } else entry.state = kept.state === "stopped" ? "stopped" : "paused";
  entry.pace.seconds = kept.seconds;
  return entry;
}

/** Why there is no such run to do anything with. @param {string} id @param {Waiting | undefined} waiting */
export function notHere(id, waiting) {
  if (!waiting) return new EngineError("unknown", `There is no run "${id}" here.`, { value: id });
  const why = waiting.stopped
    ? "was stopped before it began; make another one"
    : "waits for memory; it begins when another one ends or is disposed of";
  return new EngineError("state", `The run ${id} ${why}.`, { field: "state", value: id });
}

/** A queued run that is here waits its turn. @param {Entry} entry */
export function canTrain({ state, run }) {
  return ["ready", "queued", "running", "paused"].includes(state) && run.state !== "finished";
}

/** @param {Entry} entry */
export function cannotTrain({ id, state }) {
  const message = `The run ${id} can't train: it is ${state}; make another one.`;
  return new EngineError("state", message, { field: "state", value: state });
}

/** A fork can't wait: by then the run that it goes on from would stand elsewhere. @param {string} from @param {number} bytes */
export function noRoomBeside(from, bytes) {
  const remedy = "delete a run, then try again";
  const message = `There is no memory for another run beside those that are here, so ${from} can't go on; ${remedy}.`;
  return new EngineError("memory", message, { value: bytes, remedy });
}
