/**
 * What an earlier visit left in storage comes back: a training that was not over stands on the screen as it was, paused; the
 * others are earlier runs.
 */
import { batch, effect } from "@preact/signals";
import { inquiry, openQuestion } from "../ask/asking.js";
import { questionOf } from "../ask/question.js";
import { ASK } from "../lessons/index.js";
import { text } from "../text.js";
import { pairsOf } from "../verdict/pairs.js";
import { announce } from "./announce.js";
import { followBegun } from "./begun.js";
import { countOn } from "./clock.js";
import { adoptData, data, useKept } from "./data.js";
import { engine, loadEngine } from "./engine.js";
import { tie } from "./events.js";
import { canGoOn, KEPT_PARAMS } from "./giving-way.js";
import { isGone } from "./gone.js";
import { layingOut, showStanding } from "./lab.js";
import { lesson, openWith } from "./lesson.js";
import { sendLive } from "./live.js";
import { lost, lostOnScreen } from "./lost.js";
import { comingBack, gettingReady, hasEnded, phase } from "./phase.js";
import { report, tell } from "./problems.js";
import { draftsSettled } from "./recipes.js";
import { leaveRecording } from "./recorded.js";
import { addReadings, branches, createKept, earlierRuns, runs, training } from "./runs.js";
import { isMarked, lookAtStorage, noteKept, placeOf, unmarkEmpty } from "./storage.js";

/** @typedef {import("./runs.js").RunCard} RunCard */
/** @typedef {import("../../protocol.js").KeptRun} KeptRun */
/** @typedef {import("./storage.js").About} About */

/** What is left takes longer to come than anybody waits: the button is then free, and finds it among the earlier runs. */
const LONGEST_WAIT_MS = 5000;

/** Brings back what an earlier visit left, once the page shows what its address says. */
export async function bringBack() {
  if (!isMarked()) return;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  try {
    const loaded = await loadEngine();
    timer = setTimeout(() => {
      comingBack.value = false;
    }, LONGEST_WAIT_MS);
    const stored = await keptRuns(loaded);
    if (stored.length === 0) return await unmarkEmpty();
    stored.sort((a, b) => newestFirst(a.note.about, b.note.about));
    const unfinished = stored.find(({ note }) => !hasEnded(note.state))?.note.about.experiment;
    const isWanted = (/** @type {KeptRun} */ { note }) =>
      note.about.experiment === unfinished && !hasEnded(note.state);
    const cards = await restored(loaded, stored, { isWanted });
    const mates = stored.filter(isWanted).flatMap(({ note }) => note.about.mates ?? []);
    await show(loaded, [...cards, ...(await neverKept(loaded, cards, mates))]);
    await lookAtStorage();
  } catch {
    // An engine that could not be loaded has said so itself; what is kept stays where it is.
  } finally {
    clearTimeout(timer);
    comingBack.value = false;
  }
}

/** What storage holds of this page's, but for what was deleted: the page may have gone before that was done. @param {import("./engine.js").Engine} loaded */
async function keptRuns(loaded) {
  const all = (await loaded.kept.list()).filter(({ note }) => note.about?.experiment);
  const gone = all.map(({ key }) => key).filter(isGone);
  if (gone.length > 0) loaded.kept.forget(gone).catch(() => {});
  return all.filter(({ key }) => !gone.includes(key));
}

/** Those that were begun together in their order. @param {About} a @param {About} b */
function newestFirst(a, b) {
  return a.experiment === b.experiment ? a.place - b.place : b.at - a.at;
}

/** @param {About} a @param {About} b */
function byAge(a, b) {
  return a.experiment === b.experiment ? a.place - b.place : a.at - b.at;
}

/** Brings back what a fault of the module took, as it was kept: paused where it was not over. */
export async function bringBackLost() {
  if (gettingReady.value) return;
  gettingReady.value = true;
  const taken = [
    ...lostOnScreen.value,
    ...lost.value.filter((card) => !lostOnScreen.value.includes(card)),
  ];
  try {
    const loaded = await loadEngine();
    const { back, gone, problem } = await broughtBack(loaded, taken);
    lost.value = lost.value.filter((card) => !back.has(card) && !gone.includes(card));
    putBack(back);
    sendLive();
    if (gone.length > 0) tell(text.kept.gone(gone.map((card) => card.name.value)));
    if (problem) tell(problem);
    if (back.size > 0) announce(text.kept.backHere);
  } catch (error) {
    // An engine that could not be loaded has said so itself.
    if (engine.value) report("run", error);
  } finally {
    gettingReady.value = false;
  }
}

/**
 * The runs of cards as storage has them, on cards of their own: `back` those that are here again, by the cards that they
 * were, `gone` the cards of which storage has nothing more, `problem` why another is not here.
 * @param {import("./engine.js").Engine} loaded @param {RunCard[]} taken
 */
export async function broughtBack(loaded, taken) {
  const all = await loaded.kept.list();
  const found = taken.flatMap((card) => {
    const kept = all.find(({ key }) => key === card.kept?.key);
    return kept ? [{ card, kept }] : [];
  });
  const data = new Map(found.map(({ card, kept }) => [kept.key, card.data]));
  const cards = await restored(
    loaded,
    found.map(({ kept }) => kept),
    { dataOf: ({ key }) => data.get(key) ?? null, isWanted: () => true },
  );
  /** @type {Map<RunCard, RunCard>} */
  const back = new Map();
  for (const [i, { card }] of found.entries())
    if (cards[i].engineId.value !== null) back.set(card, asItWas(cards[i], card));
  lost.value = lost.value.filter((card) => !back.has(card));
  const problem = cards.find((card) => card.engineId.value === null)?.reason.value ?? "";
  return { back, gone: taken.filter((card) => !found.some((one) => one.card === card)), problem };
}

/** What a person made of a card stays, kept or not. @param {RunCard} card @param {RunCard} before */
function asItWas(card, before) {
  for (const field of /** @type {const} */ (["name", "short"]))
    card[field].value = before[field].value;
  for (const field of /** @type {const} */ (["shown", "pinned", "renamed"]))
    card[field].value = before[field].value;
  return card;
}

/** Puts runs in the places of those that lost their weights. @param {Map<RunCard, RunCard>} by */
function putBack(by) {
  batch(() => {
    for (const list of [runs, branches, earlierRuns])
      list.value = list.value.map((card) => by.get(card) ?? card);
    training.value = training.value
      .map((card) => by.get(card) ?? card)
      .filter((card) => !hasEnded(card.state.value));
    countOn();
  });
}

/**
 * Cards of kept runs, with the runs behind them as far as memory is for; the others can come later.
 * @param {import("./engine.js").Engine} loaded @param {KeptRun[]} stored newest first
 * @param {{ isWanted: (kept: KeptRun) => boolean, dataOf?: (kept: KeptRun) => RunCard["data"] }} options
 *   `isWanted`: with its weights, whatever memory they take; `dataOf`: headlines that are here still
 * @returns {Promise<RunCard[]>}
 */
async function restored(loaded, stored, { isWanted, dataOf = () => null }) {
  const cards = [];
  let params = 0;
  // Cards are made in the order in which their runs were: the newest is the newest run.
  const inOrder = stored.toSorted((a, b) => byAge(a.note.about, b.note.about));
  const made = new Map(inOrder.map((kept) => [kept, createKept(kept)]));
  for (const kept of stored) {
    const card = /** @type {RunCard} */ (made.get(kept));
    addReadings(card, loaded.kept.events(kept));
    cards.push(card);
    params += card.params;
    if (!hasEnded(kept.note.state)) card.state.value = "paused";
    if (params <= KEPT_PARAMS || isWanted(kept)) await restore(loaded, kept, card, dataOf(kept));
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
    const { code } = /** @type {{ code?: string }} */ (error);
    const message = error instanceof Error ? error.message : String(error);
    batch(() => {
      // Where memory is all that it lacks, it can still go on.
      if (!hasEnded(card.state.value) && code !== "memory") card.state.value = "stopped";
      card.reason.value = code === "elsewhere" ? text.kept.elsewhere : text.kept.without(message);
    });
  }
}

/**
 * Runs that were begun together with others and not yet kept when the page went: made again from the start, paused like
 * them.
 * @param {import("./engine.js").Engine} loaded @param {RunCard[]} cards those that were kept
 * @param {import("./storage.js").Mate[]} mates of the training that was not over
 */
async function neverKept(loaded, cards, mates) {
  const keys = new Set(cards.map((card) => card.kept?.key));
  /** @type {RunCard[]} */
  const made = [];
  for (const { key, config, about } of mates) {
    const together = cards.find((one) => one.kept?.experiment === about.experiment && isHere(one));
    if (keys.has(key) || isGone(key) || !together?.data) continue;
    keys.add(key);
    const note = { version: 1, kind: "run", about, data: "", config, plan: null, told: [] };
    const kept = { key, bytes: 0, note: { ...note, state: "ready", step: 0 } };
    const card = createKept(/** @type {KeptRun} */ (/** @type {unknown} */ (kept)));
    card.data = together.data;
    try {
      const run = await loaded.createRun({ config, data: card.data, keep: placeOf(card) });
      card.plan.value = run.plan;
      tie(card, run.id);
      card.state.value = "paused";
      made.push(card);
    } catch (error) {
      report("run", error);
    }
  }
  return made;
}

/** @param {RunCard} card */
const isHere = (card) => card.state.value === "paused" && card.engineId.value !== null;

/** @param {import("./engine.js").Engine} loaded @param {RunCard[]} cards newest first */
async function show(loaded, cards) {
  const unfinished = cards.find(isHere)?.kept?.experiment;
  const together = cards.filter(
    ({ kept, data }) => unfinished !== undefined && kept?.experiment === unfinished && data,
  );
  const shown = phase.value === "idle" && (await onScreen(loaded, together));
  const earlier = shown ? cards.filter((card) => !together.includes(card)) : cards;
  for (const card of earlier) card.shown.value = card.pinned.value;
  earlierRuns.value = [...earlierRuns.value, ...earlier];
  if (shown) announce(text.kept.back);
  else if (earlier.some(canGoOn)) announce(text.kept.backBelow);
}

/** Puts runs on the screen, if it can be theirs. @param {import("./engine.js").Engine} loaded @param {RunCard[]} together */
async function onScreen(loaded, together) {
  if (together.length === 0) return false;
  if (together.every((card) => card.branch)) return showBeside(together);
  const [{ kept, params }] = together;
  const other = kept?.lesson !== lesson.value.id;
  // The address asks for another lesson.
  if (!kept || (other && new URLSearchParams(location.search).has("lesson"))) return false;
  return showTogether(loaded, kept.lesson, params * together.length, () => together);
}

/**
 * Puts runs that were begun together on the screen, with their lesson.
 * @param {import("./engine.js").Engine} loaded @param {string} id the lesson's @param {number} params
 * @param {() => RunCard[] | Promise<RunCard[]>} bring
 * @returns {Promise<boolean>} false where another wish came meanwhile
 */
export async function showTogether(loaded, id, params, bring) {
  let shown = false;
  await openWith(id, async () => {
    shown = await showStanding(params, async () => {
      const cards = [...(await bring())];
      cards.sort((a, b) => (a.kept?.place ?? 0) - (b.kept?.place ?? 0));
      if (id === ASK) await askAgain(cards);
      return { cards, useData: () => useDataOf(loaded, cards) };
    });
  });
  return shown;
}

/** Shows the question that runs were begun for, unless the address has it. @param {RunCard[]} cards */
async function askAgain(cards) {
  const asks = inquiry.value && pairsOf(cards, inquiry.value.variants).length > 0;
  const question = asks ? null : questionOf(cards);
  if (question) await openQuestion(question, cards[0].recipe.size);
}

/** @param {import("./engine.js").Engine} loaded @param {RunCard[]} cards */
function useDataOf(loaded, cards) {
  const { data: own, config } = cards.find((card) => card.data) ?? cards[0];
  if (!own || own === data.value) return;
  useKept(own, config, () => [false, true].flatMap((val) => loaded.trainingTitles(own.id, val)));
}

/** Waits until the lesson's own runs are laid out: nothing makes them while others are paused beside them. */
export async function laidOut() {
  await draftsSettled();
  await new Promise((/** @type {(_: void) => void} */ resolve) => {
    const stop = effect(() => {
      if (layingOut.value) return;
      queueMicrotask(() => stop());
      resolve();
    });
  });
}

/** Runs that began with a model from files stand beside the lesson, as they did. @param {RunCard[]} together */
export async function showBeside(together) {
  leaveRecording();
  await laidOut();
  batch(() => {
    branches.value = [...branches.value, ...together];
    training.value = together.filter((card) => !hasEnded(card.state.value));
    countOn();
  });
  for (const card of together) followBegun(card);
  return true;
}
