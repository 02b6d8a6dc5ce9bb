/**
 * What an earlier visit left in storage comes back: a training that was not over stands on the screen as it was, paused; the
 * others are earlier runs.
 */
import { batch, effect } from "@preact/signals";
import { text } from "../text.js";
import { announce } from "./announce.js";
import { followBegun } from "./begun.js";
import { elapsed } from "./clock.js";
import { adoptData, needed, useKept } from "./data.js";
import { engine, loadEngine } from "./engine.js";
import { changed, KEPT_PARAMS, showKept } from "./lab.js";
import { lesson, openLesson } from "./lesson.js";
import { sendLive } from "./live.js";
import { lost, lostOnScreen } from "./lost.js";
import { gettingReady, hasEnded, phase } from "./phase.js";
import { report } from "./problems.js";
import { draftsAreSound, draftsSettled } from "./recipes.js";
import { addReadings, branches, createKept, earlierRuns, runs, training } from "./runs.js";
import { isMarked, lookAtStorage, noteKept, unmarkEmpty } from "./storage.js";

/** @typedef {import("./runs.js").RunCard} RunCard */
/** @typedef {import("../../protocol.js").KeptRun} KeptRun */
/** @typedef {import("./storage.js").About} About */

/** Brings back what an earlier visit left, once the page shows what its address says. */
export async function bringBack() {
  if (!isMarked()) return;
  try {
    const loaded = await loadEngine();
    const stored = (await loaded.kept.list()).filter(({ note }) => note.about?.experiment);
    if (stored.length === 0) return await unmarkEmpty();
    stored.sort((a, b) => newestFirst(a.note.about, b.note.about));
    const cards = await restored(loaded, stored);
    await show(loaded, cards);
    await lookAtStorage();
  } catch {
    // An engine that could not be loaded has said so itself; what is kept stays where it is.
  }
}

/** Those that were begun together in their order. @param {About} a @param {About} b */
function newestFirst(a, b) {
  return a.experiment === b.experiment ? a.place - b.place : b.at - a.at;
}

/** Brings back what a fault of the module took, as it was kept: paused where it was not over. */
export async function bringBackLost() {
  if (gettingReady.value) return;
  gettingReady.value = true;
  const taken = [
    ...lostOnScreen.value,
    ...lost.value.filter((card) => !lostOnScreen.value.includes(card)),
  ];
  lost.value = [];
  try {
    const loaded = await loadEngine();
    const all = await loaded.kept.list();
    const found = taken.flatMap((card) => {
      const kept = all.find(({ key }) => key === card.kept?.key);
      return kept ? [{ card, kept }] : [];
    });
    const data = new Map(found.map(({ card, kept }) => [kept.key, card.data]));
    const cards = await restored(
      loaded,
      found.map(({ kept }) => kept),
      ({ key }) => data.get(key) ?? null,
    );
    putBack(new Map(found.map(({ card }, i) => [card, cards[i]])));
    sendLive();
    announce(text.kept.backHere);
  } catch (error) {
    // An engine that could not be loaded has said so itself.
    if (engine.value) report("run", error);
  } finally {
    gettingReady.value = false;
  }
}

/** Puts runs in the places of those that lost their weights. @param {Map<RunCard, RunCard>} by */
function putBack(by) {
  batch(() => {
    for (const [before, card] of by) card.shown.value = before.shown.value;
    for (const list of [runs, branches, earlierRuns])
      list.value = list.value.map((card) => by.get(card) ?? card);
    training.value = training.value
      .map((card) => by.get(card) ?? card)
      .filter((card) => !hasEnded(card.state.value));
    elapsed.value = runs.value.reduce((sum, card) => sum + (card.train.at(-1)?.seconds ?? 0), 0);
  });
}

/**
 * @param {import("./engine.js").Engine} loaded @param {KeptRun[]} stored newest first
 * @param {(kept: KeptRun) => import("../types.js").Data | null} [dataOf] Headlines that are here still.
 * @returns {Promise<RunCard[]>}
 */
async function restored(loaded, stored, dataOf = () => null) {
  const cards = [];
  let params = 0;
  for (const kept of stored) {
    const card = createKept(kept);
    addReadings(card, loaded.kept.events(kept));
    cards.push(card);
    params += card.params;
    const needed = !hasEnded(kept.note.state) || params <= KEPT_PARAMS;
    if (needed) await restore(loaded, kept, card, dataOf(kept));
  }
  return cards;
}

/**
 * The run behind a card, with its weights; what can't come back is told on its row.
 * @param {import("./engine.js").Engine} loaded @param {KeptRun} kept @param {RunCard} card @param {RunCard["data"]} here
 */
async function restore(loaded, kept, card, here) {
  try {
    const { run, data, state } = await loaded.kept.restore(kept, here);
    adoptData(data);
    noteKept(run.id, kept.note.step);
    batch(() => {
      card.data = data;
      card.plan.value = run.plan;
      card.engineId.value = run.id;
      card.state.value = state;
    });
  } catch (error) {
    const elsewhere = /** @type {{ code?: string }} */ (error).code === "elsewhere";
    batch(() => {
      if (!hasEnded(card.state.value)) card.state.value = "stopped";
      const message = error instanceof Error ? error.message : String(error);
      card.reason.value = elsewhere ? text.kept.elsewhere : text.kept.without(message);
    });
  }
}

/** @param {import("./engine.js").Engine} loaded @param {RunCard[]} cards newest first */
async function show(loaded, cards) {
  const unfinished = cards.find((card) => card.state.value === "paused")?.kept?.experiment;
  const together = cards.filter(({ kept, data }) => kept?.experiment === unfinished && data);
  if (together.length > 0 && together.every((card) => card.branch))
    return showBeside(together, cards);
  const idle = phase.value === "idle";
  const onScreen = idle && (await hasRoomFor(together)) ? together : [];
  const earlier = cards.filter((card) => !onScreen.includes(card));
  for (const card of earlier) card.shown.value = card.pinned.value;
  earlierRuns.value = [...earlierRuns.value, ...earlier];
  if (onScreen.length === 0) return;
  onScreen.sort((a, b) => (a.kept?.place ?? 0) - (b.kept?.place ?? 0));
  const [{ data, config }] = onScreen;
  await showKept(onScreen, () => {
    const titlesOf = (/** @type {string} */ id) =>
      [false, true].flatMap((val) => loaded.trainingTitles(id, val));
    if (data) useKept(data, config, () => titlesOf(data.id));
  });
  announce(text.kept.back);
}

/** Waits until the lesson's own runs are laid out: nothing makes them while others are paused beside them. */
async function laidOut() {
  await draftsSettled();
  await new Promise((/** @type {(_: void) => void} */ resolve) => {
    const stop = effect(() => {
      const coming = draftsAreSound.value && changed.value && needed.value === null;
      if (coming && phase.value === "idle") return;
      queueMicrotask(() => stop());
      resolve();
    });
  });
}

/** Runs that began with a model from files stand beside the lesson, as they did. @param {RunCard[]} together @param {RunCard[]} cards */
async function showBeside(together, cards) {
  await laidOut();
  batch(() => {
    const earlier = cards.filter((card) => !together.includes(card));
    for (const card of earlier) card.shown.value = card.pinned.value;
    earlierRuns.value = [...earlierRuns.value, ...earlier];
    branches.value = [...branches.value, ...together];
    training.value = together.filter((card) => !hasEnded(card.state.value));
  });
  for (const card of together) followBegun(card);
  announce(text.kept.back);
}

/** Whether the screen can be theirs: the address asks for their lesson, or for nothing. @param {RunCard[]} cards */
async function hasRoomFor([card]) {
  const wanted = card?.kept?.lesson;
  if (wanted === undefined) return false;
  if (wanted === lesson.value.id) return true;
  if (new URLSearchParams(location.search).has("lesson")) return false;
  await openLesson(wanted);
  return lesson.value.id === wanted;
}
