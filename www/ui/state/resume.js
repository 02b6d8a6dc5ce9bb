/**
 * Takes up a paused training that stands among the earlier runs: all runs that were begun together are on the screen again,
 * and go on. What trains there meanwhile pauses, and takes their place among the earlier ones.
 */
import { batch } from "@preact/signals";
import { text } from "../text.js";
import { engine, loadEngine } from "./engine.js";
import { tie } from "./events.js";
import { allLeft, begunWith } from "./giving-way.js";
import { showRecipes } from "./lab.js";
import { lesson, openLesson } from "./lesson.js";
import { goOn } from "./orders.js";
import { gettingReady, hasEnded, underWay } from "./phase.js";
import { report, tell } from "./problems.js";
import { drafts } from "./recipes.js";
import { broughtBack, showBeside, showTogether } from "./returning.js";
import { earlierRuns } from "./runs.js";
import { placeOf } from "./storage.js";

/** @typedef {import("./runs.js").RunCard} RunCard */

/** @param {RunCard} card */
export async function takeUp(card) {
  if (gettingReady.value) return;
  let group = begunWith(card);
  earlierRuns.value = earlierRuns.value.filter((one) => !group.includes(one));
  let shown = false;
  try {
    const loaded = await loadEngine();
    const bring = async () => {
      group = await withWeights(loaded, group);
      return group;
    };
    if (group.every((one) => one.branch)) {
      // They train beside whatever lesson there is.
      if (underWay.value) await showRecipes(drafts.value.map(({ recipe }) => recipe));
      shown = await showBeside(await bring());
    } else {
      const params = group.reduce((sum, one) => sum + one.params, 0);
      const id = card.kept?.lesson ?? lesson.value.id;
      shown = await showTogether(loaded, id, params, bring);
    }
  } catch (error) {
    // An engine that could not be loaded has said so itself.
    if (error instanceof NotBack) {
      group = error.cards;
      tell(error.message);
    } else if (engine.value) report("run", error);
    // Its screen is there without it.
    await openLesson(lesson.value.id);
  } finally {
    if (!shown) earlierRuns.value = [...group, ...earlierRuns.value];
  }
  if (!shown) return;
  batch(() => {
    for (const one of group) one.shown.value = true;
  });
  await goOn();
}

/** Why a training can't be taken up now, in a sentence, and its cards as far as they came. */
class NotBack extends Error {
  /** @param {string} why @param {RunCard[]} cards */
  constructor(why, cards) {
    super(why);
    this.cards = cards;
  }
}

/**
 * The same runs with weights to go on from: those that are here, those of storage, and new ones for those that never began.
 * @param {import("./engine.js").Engine} loaded @param {RunCard[]} group @returns {Promise<RunCard[]>}
 */
async function withWeights(loaded, group) {
  await allLeft();
  const without = group.filter(
    (card) => card.engineId.value === null && !hasEnded(card.state.value),
  );
  const { back, gone, problem } = await broughtBack(
    loaded,
    without.filter((card) => card.step.value > 0),
  );
  const here = group.map((card) => back.get(card) ?? card);
  const lost = gone.length > 0 ? text.kept.gone(gone.map((card) => card.name.value)) : problem;
  if (lost) throw new NotBack(lost, here);
  const data = here.find((card) => card.data)?.data;
  for (const card of without.filter((one) => one.step.value === 0)) {
    if (!data) continue;
    card.data = data;
    const run = await loaded.createRun({ config: card.config, data, keep: placeOf(card) });
    tie(card, run.id);
    // It begins with the others, whose turn has come before.
    card.state.value = "paused";
  }
  return here;
}
