/** What the engine knows of its runs without asking the worker. */

import { EngineError, unknown } from "./error.js";

/** @typedef {import("../protocol.js").RunState} RunState */
/** `unit_ms`: the longest unit of work of the last steps. @typedef {{ data: string, config: import("../protocol.js").Config, state: RunState, step: number, unit_ms: number | null }} KnownRun */

/** A run that still has its weights; refused where there is none of that name, or a fault took them. @param {Map<string, KnownRun>} runs @param {string} id */
export function withWeights(runs, id) {
  const run = runs.get(id);
  if (!run) throw unknown("run", id);
  if (run.state !== "failed") return run;
  const message = `The run ${id} has lost its weights; create it again.`;
  throw new EngineError("state", message, { value: id });
}

/** Refuses to take away a data set that runs still train on. @param {Iterable<KnownRun>} runs @param {string} data */
export function refuseUsed(runs, data) {
  const users = [...runs].filter((run) => run.data === data && run.state !== "failed").length;
  if (users === 0) return;
  const message = `The data set ${data} is still used by ${users} runs; dispose of them first.`;
  throw new EngineError("state", message);
}

/** How long a unit of work under way may still take, in milliseconds; null where nothing was measured yet. @param {Iterable<KnownRun>} runs */
export function boundOf(runs) {
  const active = [...runs].filter(({ state }) => state === "running" || state === "pausing");
  const known = active.map((run) => run.unit_ms).filter((ms) => ms !== null);
  return known.length > 0 ? Math.max(...known) : null;
}

/**
 * What a fault took away and what to do.
 * @param {import("./training.js").Death} death @param {string[]} lost runs @param {string} remedy @param {string[]} data sets that are here still
 * @returns {import("./types.js").Fault}
 */
export function faultEvent({ code, message: why }, lost, remedy, data) {
  const what = why.replace(/\.$/, "");
  const weights =
    ["no weights", "the weights of one run"][lost.length] ?? `the weights of ${lost.length} runs`;
  const message = `${what}; the curves and the headlines are kept, ${weights} are lost: ${remedy}.`;
  return { type: "fault", code, message, remedy, kept: { data }, lost: { runs: lost } };
}

/** Takes what an event tells of a run. @param {KnownRun} known @param {import("../protocol.js").RunEvent} event */
export function follow(known, event) {
  known.step = event.step;
  if (event.type === "state") known.state = event.state;
  if (event.type === "step") known.unit_ms = Math.max(event.unit_ms, (known.unit_ms ?? 0) * 0.9);
}
