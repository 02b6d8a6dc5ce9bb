/**
 * What an earlier visit left in storage comes back: a training that was not over stands on the screen as it was, paused; the
 * others are earlier runs.
 */
import { batch } from "@preact/signals";
import { text } from "../text.js";
import { announce } from "./announce.js";
import { adoptData, useKept } from "./data.js";
import { loadEngine } from "./engine.js";
import { KEPT_PARAMS, showKept } from "./lab.js";
import { lesson, openLesson } from "./lesson.js";
import { hasEnded, phase } from "./phase.js";
import { addReadings, createKept, earlierRuns } from "./runs.js";
import { isMarked, lookAtStorage, unmark } from "./storage.js";

/** @typedef {import("./runs.js").RunCard} RunCard */
/** @typedef {import("../../protocol.js").KeptRun} KeptRun */
/** @typedef {import("./storage.js").About} About */

/** Brings back what an earlier visit left, once the page shows what its address says. */
export async function bringBack() {
  if (!isMarked()) return;
  try {
    const loaded = await loadEngine();
    const stored = (await loaded.kept.list()).filter(({ note }) => note.about?.experiment);
    if (stored.length === 0) return unmark();
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

/** @param {import("./engine.js").Engine} loaded @param {KeptRun[]} stored newest first @returns {Promise<RunCard[]>} */
async function restored(loaded, stored) {
  const cards = [];
  let params = 0;
  for (const kept of stored) {
    const card = createKept(kept);
    addReadings(card, loaded.kept.events(kept));
    cards.push(card);
    params += card.params;
    const needed = !hasEnded(kept.note.state) || params <= KEPT_PARAMS;
    if (needed) await restore(loaded, kept, card);
  }
  return cards;
}

/** The run behind a card, with its weights; what can't come back is told on its row. @param {import("./engine.js").Engine} loaded @param {KeptRun} kept @param {RunCard} card */
async function restore(loaded, kept, card) {
  try {
    const { run, data, state } = await loaded.kept.restore(kept);
    adoptData(data);
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

/** Whether the screen can be theirs: the address asks for their lesson, or for nothing. @param {RunCard[]} cards */
async function hasRoomFor([card]) {
  const wanted = card?.kept?.lesson;
  if (wanted === undefined) return false;
  if (wanted === lesson.value.id) return true;
  if (new URLSearchParams(location.search).has("lesson")) return false;
  await openLesson(wanted);
  return lesson.value.id === wanted;
}
