/** What the engine knows of its runs without asking the worker. */

/** @typedef {import("../protocol.js").RunState} RunState */
/** `unit_ms`: the longest unit of work of the last steps. @typedef {{ data: string, config: import("../protocol.js").Config, state: RunState, step: number, unit_ms: number | null }} KnownRun */

/** How long a unit of work under way may still take, in milliseconds; null where nothing was measured yet. @param {Iterable<KnownRun>} runs */
export function boundOf(runs) {
  const active = [...runs].filter(({ state }) => state === "running" || state === "pausing");
  const known = active.map((run) => run.unit_ms).filter((ms) => ms !== null);
  return known.length > 0 ? Math.max(...known) : null;
}

/** What a fault took away and what to do, in a sentence. @param {string} what @param {number} lost runs @param {string} remedy */
export function faultMessage(what, lost, remedy) {
  const weights = ["no weights", "the weights of one run"][lost] ?? `the weights of ${lost} runs`;
  return `${what}; the curves and the headlines are kept, ${weights} are lost: ${remedy}.`;
}

/** Takes what an event tells of a run. @param {KnownRun} known @param {import("../protocol.js").RunEvent} event */
export function follow(known, event) {
  known.step = event.step;
  if (event.type === "state") known.state = event.state;
  if (event.type === "step") known.unit_ms = Math.max(event.unit_ms, (known.unit_ms ?? 0) * 0.9);
}
