/**
 * What becomes of runs that give way to others: they are earlier runs from then on. A training that is under way pauses, and
 * can be taken up again (resume.js) with the weights that are here, or with those that storage has.
 */
import { count } from "../format.js";
import { text } from "../text.js";
import { announce } from "./announce.js";
import { embedded } from "./embedded.js";
import { engine } from "./engine.js";
import { order } from "./orders.js";
import { prediction } from "./prediction.js";
import { branches, earlierRuns, openedRuns, runs, training } from "./runs.js";
import { keptStep } from "./storage.js";

/** @typedef {import("./runs.js").RunCard} RunCard */

/** Weights of earlier runs are kept here, to write headlines with and to go on, up to this many parameters in all. */
export const KEPT_PARAMS = 8e6;

/** A write that takes longer than this is not waited for; the run then stays where it is. */
const LONGEST_WRITE_MS = 120_000;

const UNDER_WAY = ["running", "pausing", "paused", "waiting", "queued"];

/** Whether a run has a part in a training that goes on, or that can. @param {RunCard} card */
const isUnderWay = (card) => UNDER_WAY.includes(card.state.value);

/** Whether an earlier run stands paused, so that its training can go on. @param {RunCard} card */
export function canGoOn(card) {
  return ["pausing", "paused"].includes(card.state.value) && earlierRuns.value.includes(card);
}

/** That a training is paused, in a sentence. @param {RunCard[]} cards its runs */
export function pausedInWords(cards) {
  const names = cards.map((card) => card.name.value);
  return text.kept.pausedBefore(names, count(Math.max(...cards.map((card) => card.step.value))));
}

/** Earlier runs that were begun together with one, itself among them. @param {RunCard} card */
export function begunWith(card) {
  return earlierRuns.value.filter(
    (one) => one === card || (card.kept && one.kept?.experiment === card.kept.experiment),
  );
}

/** Leaves of earlier runs, and of those that were opened, those on the chart that are pinned. */
function clearChart() {
  for (const card of [...earlierRuns.value, ...openedRuns.value])
    if (!card.pinned.value) card.shown.value = false;
}

/**
 * Moves the runs on the screen to the earlier ones, paused where they train, and lets go of weights that would not fit
 * beside new ones. Runs that were not begun go for good.
 * @param {number} coming parameters of those that take their place @param {RunCard[]} [stay]
 */
export async function retire(coming, stay = []) {
  // A recording that was opened meanwhile is none of the experiment's, and keeps its place by itself.
  const going = [...runs.value, ...branches.value].filter(
    (card) => !stay.includes(card) && card.state.value !== "recorded",
  );
  if (going.some(isUnderWay)) await order((loaded) => loaded.pause());
  const begun = going.some((card) => isUnderWay(card) && card.step.value > 0);
  // One whose turn had not come goes on with the others, and there is nothing of it yet to hold.
  const waiting = going.filter(
    (card) => begun && training.value.includes(card) && isUnderWay(card) && card.step.value === 0,
  );
  const trained = going.filter((card) => card.step.value > 0 || waiting.includes(card));
  if (trained.length > 0 || stay.length > 0) prediction.value = null;
  earlierRuns.value = [...trained, ...earlierRuns.value];
  if (trained.length > 0) clearChart();
  const paused = trained.filter(isUnderWay);
  if (paused.length > 0) announce(pausedInWords(paused));
  runs.value = stay;
  branches.value = [];
  for (const card of going.filter((one) => one.step.value === 0)) await letGo(card);
  for (const card of waiting) card.state.value = "paused";
  await letGoBeyond(coming + stay.reduce((sum, card) => sum + card.params, 0));
}

/** Lets go of the weights of earlier runs, the newest last, as far as memory asks for it. @param {number} params of runs that stay here */
async function letGoBeyond(params) {
  let kept = params;
  for (const card of earlierRuns.value) {
    kept += card.params;
    if (kept <= KEPT_PARAMS) continue;
    if (!canGoOn(card)) await letGo(card);
    else if (!embedded) leaveToStorage(card);
    else {
      // There is no list of runs to take it up from.
      await letGo(card);
      card.state.value = "stopped";
    }
  }
}

/** @param {RunCard} card */
async function letGo(card) {
  const id = card.engineId.value;
  card.engineId.value = null;
  if (id !== null) await order((loaded) => loaded.disposeRun(id));
}

/** Paused runs whose weights go once storage has them. @type {Set<Promise<void>>} */
const leaving = new Set();

/** Waits until what storage is to have is there, and its room here is free. */
export async function allLeft() {
  await Promise.all(leaving);
}

/** Lets go of a paused run once storage has it as it stands; what storage refuses stays here. @param {RunCard} card */
function leaveToStorage(card) {
  const id = card.engineId.value;
  if (id === null) return;
  const going = (async () => {
    const isKept = await keptAsItStands(card, id);
    // It may have been taken up again, or deleted.
    if (isKept && card.engineId.value === id && canGoOn(card)) await letGo(card);
  })();
  leaving.add(going);
  going.finally(() => leaving.delete(going));
}

/** @param {RunCard} card @param {string} id @returns {Promise<boolean>} */
function keptAsItStands(card, id) {
  const stands = () => card.state.value === "paused" && keptStep(id) === card.step.value;
  return new Promise((resolve) => {
    /** @type {(() => void)[]} */
    const ends = [];
    const end = (/** @type {boolean} */ kept) => {
      for (const off of ends) off();
      resolve(kept);
    };
    if (!card.kept || !engine.value) return end(false);
    if (stands()) return end(true);
    ends.push(
      engine.value.on("kept", ({ run, problem }) => {
        if (run === id && (problem || stands())) end(!problem);
      }),
    );
    // A fault of the module, and a run that is deleted, tell nothing of storage.
    const timer = setTimeout(() => end(false), LONGEST_WRITE_MS);
    ends.push(() => clearTimeout(timer));
  });
}
