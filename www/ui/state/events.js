/** The engine's events about runs, put into the cards of the runs that they are about. */
import { count } from "../format.js";
import { text } from "../text.js";
import { beat } from "./beat.js";
import { hearOfRun } from "./breaks.js";
import { liveProblem } from "./live.js";
import { lose } from "./lost.js";
import { hasEnded } from "./phase.js";
import { tell } from "./problems.js";
import { sentenceOfFault } from "./refusals.js";
import { addEval, addGlance, addLive, addStep, cardOf, earlierRuns } from "./runs.js";
import { keptStep } from "./storage.js";

/** @typedef {{ state: import("../../engine.js").RunState, reason?: string }} Told */

/** @param {Told} event @returns {import("../types.js").RunState} */
function stateOf({ state, reason }) {
  return state === "queued" && reason === "turn" ? "waiting" : state;
}

/** Why a run stands where it does, in words. @param {Told} event */
function reasonOf({ state, reason = "" }) {
  if (state === "queued") return "";
  if (state === "failed" && reason !== "") return text.problems.original(reason);
  if (state !== "diverged") return reason;
  if (reason === "size") return text.runs.divergedSize;
  return reason === "norm" ? text.runs.divergedNorm : text.runs.divergedLoss;
}

/** States of runs that have no card yet: an engine tells them before it hands the run over. @type {Map<string, import("../types.js").RunState>} */
const early = new Map();

/** Ties a card to its run in the engine, in the state that the engine told of it. @param {import("./runs.js").RunCard} card @param {string} id */
export function tie(card, id) {
  card.engineId.value = id;
  card.state.value = early.get(id) ?? "ready";
  early.delete(id);
}

/** Hands what an engine tells of runs to their cards. @param {import("./engine.js").Engine} loaded */
export function hear(loaded) {
  loaded.on("state", (event) => {
    const card = cardOf(event.run);
    if (!card) {
      early.set(event.run, stateOf(event));
      return;
    }
    beat();
    // What a run came to stands, whatever becomes of its weights afterwards.
    if (event.state === "failed" && hasEnded(card.state.value)) return;
    card.state.value = stateOf(event);
    card.reason.value = reasonOf(event);
    if (typeof event.step === "number") card.step.value = event.step;
  });
  for (const type of /** @type {const} */ (["step", "eval", "evalProgress", "glance"]))
    loaded.on(type, hearOfRun);
  loaded.on("step", (event) => withCard(event, addStep));
  loaded.on("eval", (event) => withCard(event, addEval));
  loaded.on("glance", (event) => withCard(event, addGlance));
  loaded.on("live", (event) => {
    liveProblem.value = event.error ? text.problems.original(event.error.message) : "";
    if (!event.error) withCard(event, addLive);
  });
  loaded.on("fault", (event) => {
    const step = lose(event.lost.runs);
    for (const id of event.lost.runs) {
      const card = cardOf(id);
      if (!card) continue;
      card.engineId.value = null;
      if (!hasEnded(card.state.value)) card.state.value = "failed";
      // The engine has said already that it failed; but it can be taken up again as it was kept.
      if (
        card.state.value === "failed" &&
        earlierRuns.value.includes(card) &&
        keptStep(id) !== null
      )
        [card.state.value, card.reason.value] = ["paused", ""];
    }
    if (step === null) tell(sentenceOfFault(event));
    else {
      // The button is another one then: what was kept comes back with it, and nothing is trained again.
      const back = text.kept.comesBack(count(step), text.kept.bringBack);
      tell(`${sentenceOfFault(event, false)} ${back}`);
    }
  });
}

/**
 * @template {{ run: string }} E
 * @param {E} event @param {(card: import("./runs.js").RunCard, event: E) => void} add
 */
function withCard(event, add) {
  const card = cardOf(event.run);
  if (card) add(card, event);
}
