/**
 * The experiment: makes runs from the recipes and begins to train them. Beside it orders.js has them go on, pause, step and
 * stop, onward.js begins runs that go on from others, and order.js says which come first.
 */
import { batch, computed, effect, signal } from "@preact/signals";
import { count } from "../format.js";
import { endingOf } from "../lessons/ending.js";
import { text } from "../text.js";
import { announce } from "./announce.js";
import { followAwake } from "./awake.js";
import { followBreaks } from "./breaks.js";
import { countOn, elapsed, followClock } from "./clock.js";
import { data, ensureData, needed, releaseData } from "./data.js";
import { engine, loadEngine, onEngine } from "./engine.js";
import { hear, tie } from "./events.js";
import { canGoOn, retire } from "./giving-way.js";
import { followLive, sendLive } from "./live.js";
import { lost } from "./lost.js";
import { followOrder } from "./order.js";
import { order } from "./orders.js";
import { gettingReady, hasEnded, phase } from "./phase.js";
import { prediction } from "./prediction.js";
import { report, tell } from "./problems.js";
import { drafts, draftsAreSound, draftsSettled, setRecipes } from "./recipes.js";
import {
  branches,
  createCards,
  earlierRuns,
  nameCards,
  openedRuns,
  pinnedRuns,
  runs,
  training,
} from "./runs.js";
import {
  followStorage,
  forget,
  keepChanges,
  keepGuess,
  lookAtStorage,
  placeInStorage,
  placeOf,
} from "./storage.js";

export { prediction };

/** Runs of up to this many parameters in all are made before the click, so that the same start is seen. */
const AHEAD_PARAMS = 8e6;

/** @typedef {import("../types.js").Recipe} Recipe */
/** @typedef {import("./runs.js").RunCard} RunCard */
/**
 * @typedef {object} ExperimentOptions
 * @property {boolean} [keep] Runs on the screen that have finished and would come out the same stay, and the new ones join
 *   their chart: same data, same weights, same batches.
 * @property {string[]} [names] One for each recipe, instead of a name made of what differs.
 * @property {number[]} [inks] One for each recipe (0 to 9): for runs that belong together, such as the seeds of one recipe.
 * @property {import("../ask/guess.js").Guessed | null} [guessed] What was guessed of the question that they are to answer.
 */

/** Whether recipe or headlines differ from those of the runs on the screen. */
export const changed = computed(() => {
  const cards = runs.value;
  if (cards.length !== drafts.value.length) return true;
  if (cards.some((card) => card.data !== null && card.data !== data.value)) return true;
  return drafts.value.some(
    ({ resolved }, i) => resolved !== null && !sameConfig(resolved.config, cards[i].config),
  );
});

/** @param {import("../types.js").Settings} a @param {import("../types.js").Settings} b */
function sameConfig(a, b) {
  return Object.keys(a).every((field) => a[field] === b[field]);
}

/** What has to be done before the runs on the screen give way to others. @type {(() => void)[]} */
const leaving = [];

/** Calls `fn` before the runs on the screen are replaced or trained. @param {() => void} fn */
export function onLeave(fn) {
  leaving.push(fn);
}

function leave() {
  for (const fn of leaving) fn();
}

/** @type {Promise<void> | null} */
let making = null;

/** Makes the runs for the recipes as they are. Calls that come while it works share its outcome. @param {ExperimentOptions} [options] */
function makeRuns(options) {
  making ??= makeRunsNow(options).finally(() => {
    making = null;
  });
  return making;
}

/** @typedef {{ recipe: Recipe, resolved: import("../types.js").Resolved }} Planned */

/** The recipes as the engine resolved them; the newest sound ones where an edit was refused. @returns {Planned[]} */
function plannedRuns() {
  return drafts.value.flatMap(({ recipe, resolved }) => (resolved ? [{ recipe, resolved }] : []));
}

/** @param {Planned[]} planned */
function paramsOf(planned) {
  return planned.reduce((sum, { resolved }) => sum + resolved.params, 0);
}

/**
 * The runs on the screen that can stay, each at its recipe's place.
 * @param {Planned[]} planned @param {import("../types.js").Data} prepared @returns {(RunCard | null)[]}
 */
function stayingRuns(planned, prepared) {
  const left = new Set(
    runs.value.filter((card) => card.state.value === "finished" && card.data === prepared),
  );
  return planned.map(({ resolved }) => {
    const card = [...left].find((one) => sameConfig(one.config, resolved.config)) ?? null;
    if (card) left.delete(card);
    return card;
  });
}

/** @param {ExperimentOptions} [options] */
async function makeRunsNow({ keep = false, names, inks } = {}) {
  const loaded = await loadEngine();
  const planned = plannedRuns();
  const prepared = await ensureData(planned[0].resolved.config);
  const staying = keep ? stayingRuns(planned, prepared) : planned.map(() => null);
  const coming = planned.filter((_, i) => staying[i] === null);
  const stay = staying.filter((card) => card !== null);
  await retire(paramsOf(coming), stay);
  const made = createCards(coming, {
    beside: [...stay, ...pinnedRuns()],
    inks: inks?.filter((_, i) => staying[i] === null),
  });
  for (const card of made) card.data = prepared;
  const together = joined(planned, staying, made);
  nameCards(together, names, pinnedRuns());
  batch(() => {
    runs.value = together;
    training.value = made;
  });
  placeInStorage(made);
  elapsed.value = 0;
  sendLive();
  for (const card of made) {
    const run = await loaded.createRun({
      config: card.config,
      data: prepared,
      keep: placeOf(card),
    });
    card.plan.value = /** @type {import("../types.js").Plan} */ (run.plan);
    if (runs.value.includes(card)) tie(card, run.id);
    // It was deleted while it was made.
    else await loaded.disposeRun(run.id);
  }
  const needed = earlierRuns.value.filter((card) => card.engineId.value !== null || canGoOn(card));
  await releaseData(new Set(needed.flatMap(({ data }) => data ?? [])));
}

/** The recipes' cards in the recipes' order. @param {Planned[]} planned @param {(RunCard | null)[]} staying @param {RunCard[]} made */
function joined(planned, staying, made) {
  const rest = made.values();
  return planned.map(({ recipe }, i) => {
    const card = staying[i] ?? /** @type {RunCard} */ (rest.next().value);
    card.recipe = recipe;
    return card;
  });
}

/** Counts what was begun, so that a beginning that was overtaken by another gives no more orders. */
let newest = 0;

/** The one button: trains the recipes as they are, from the start. */
export async function train() {
  if (gettingReady.value) return;
  gettingReady.value = true;
  const mine = newest;
  // The button can be pressed while a lesson is still being laid out, and before the machine was measured, which may lay
  // it out at another size.
  await replacement;
  if (mine === newest) await begin({});
}

/**
 * Makes runs for these recipes and trains them in lock-step on one chart. Runs on the screen that do not stay are put
 * with the earlier ones, and paused if they train. At least one recipe, and at most INKS (chart/inks.js); fields that
 * shape the data (DATA_FIELDS in recipes.js) have to be the same in all.
 *
 * Comes back when the training has begun, or when it could not, which the page has been told. The runs are then in
 * `runs` (runs.js), in the order of the recipes, with all their readings; `phase` (phase.js) says "ended" at the end.
 * @param {Recipe[]} recipes @param {ExperimentOptions} [options]
 */
export async function beginExperiment(recipes, options = {}) {
  const stay = options.keep ? runs.value.filter((card) => hasEnded(card.state.value)) : [];
  if (await replaceWith(recipes, stay)) await begin(options);
}

/**
 * Puts these recipes on the screen, ready to be trained; what was there goes to the earlier runs, and is paused if it
 * trains.
 * @param {Recipe[]} recipes
 */
export async function showRecipes(recipes) {
  await replaceWith(recipes, []);
}

/** Whether other recipes are on their way: until they have come, nothing is made for the old ones. */
const replacing = signal(false);
/** The newest replacing, until it is done. @type {Promise<boolean>} */
let replacement = Promise.resolve(true);

/**
 * Clears the screen but for the runs that stay, and takes the recipes.
 * @param {Recipe[]} recipes @param {RunCard[]} stay
 * @returns {Promise<boolean>} false where the engine could not be loaded, or another wish came meanwhile
 */
function replaceWith(recipes, stay) {
  replacement = replaceNow(recipes, stay);
  return replacement;
}

/** @param {Recipe[]} recipes @param {RunCard[]} stay */
async function replaceNow(recipes, stay) {
  newest += 1;
  const mine = newest;
  replacing.value = true;
  try {
    leave();
    gettingReady.value = false;
    if (making) await making.catch(() => {});
    if (mine !== newest) return false;
    prediction.value = null;
    await retire(0, stay);
    await setRecipes(recipes);
    return mine === newest;
  } catch {
    // Loading has told of it already.
    return false;
  } finally {
    if (mine === newest) replacing.value = false;
  }
}

/** Runs that come back, and what puts their headlines in use. @typedef {{ cards: RunCard[], useData: () => void }} Standing */

/**
 * Puts an experiment that was begun before on the screen as it stood; what is there gives way as to any other.
 * @param {number} params of its runs, in all @param {() => Standing | Promise<Standing>} bring
 * @returns {Promise<boolean>} false where another wish came meanwhile: the runs are then still whoever's they were
 */
export async function showStanding(params, bring) {
  const showing = showNow(params, bring);
  replacement = showing.catch(() => false);
  return showing;
}

/** @param {number} params @param {() => Standing | Promise<Standing>} bring */
async function showNow(params, bring) {
  newest += 1;
  const mine = newest;
  replacing.value = true;
  try {
    leave();
    gettingReady.value = true;
    if (making) await making.catch(() => {});
    if (mine !== newest) return false;
    await retire(params);
    const { cards, useData } = await bring();
    if (mine !== newest) return false;
    batch(() => {
      useData();
      runs.value = cards.filter((card) => card.branch === null);
      branches.value = cards.filter((card) => card.branch !== null);
      training.value = cards.filter((card) => !hasEnded(card.state.value));
      countOn();
      prediction.value = cards[0].kept?.prediction ?? null;
    });
    await setRecipes(runs.value.map((card) => card.recipe));
    sendLive();
    return true;
  } finally {
    if (mine === newest) [replacing.value, gettingReady.value] = [false, false];
  }
}

/** @param {ExperimentOptions} options */
async function begin(options) {
  const asked = needed.value;
  if (asked) {
    gettingReady.value = false;
    return tell(text.link.needs(asked.name, count(asked.titles)));
  }
  newest += 1;
  const mine = newest;
  leave();
  gettingReady.value = true;
  try {
    // Where the engine could not be loaded, pressing the button tries again.
    if (drafts.value.some((draft) => !draft.resolved && !draft.error))
      await setRecipes(drafts.value.map((draft) => draft.recipe));
    // The button can be pressed before the engine has said what the recipes come to.
    await draftsSettled();
    if (making) await making.catch(() => {});
    const unbegun = (/** @type {RunCard} */ card) =>
      card.state.value === "ready" || card.state.value === "queued";
    const fresh = runs.value.length > 0 && runs.value.every(unbegun);
    if (!fresh || changed.value) await makeRuns(options);
    else [training.value, elapsed.value] = [runs.value, 0];
    if (mine !== newest) return;
    if (training.value.length === 0) return;
    await engine.value?.start(training.value.map((card) => card.engineId.value ?? ""));
    announce(text.announce.started);
    keepGuess(training.value, options.guessed ?? null);
    lookAtStorage();
  } catch (error) {
    // An engine that could not be loaded has said so itself.
    if (engine.value) report("run", error);
  } finally {
    if (mine === newest) gettingReady.value = false;
  }
}

/** Takes a run off the page for good, and frees its weights. @param {RunCard} card */
export async function removeRun(card) {
  const id = card.engineId.value;
  const place = runs.value.indexOf(card);
  const isMate = (/** @type {RunCard} */ one) =>
    one.kept !== null && one.kept.experiment === card.kept?.experiment;
  batch(() => {
    card.engineId.value = null;
    for (const list of [runs, branches, training, earlierRuns, openedRuns, lost])
      list.value = list.value.filter((one) => one !== card);
    prediction.value = guessWithout(place);
  });
  // Those that it was begun together with would have it made again.
  for (const mate of [...runs.value, ...earlierRuns.value].filter(isMate)) {
    if (place >= 0 && mate.kept) mate.kept.prediction = prediction.value;
    keepChanges(mate);
  }
  // Both at once: a page that is closed the next moment does not bring it back.
  const freed = id === null ? null : order((loaded) => loaded.disposeRun(id));
  await Promise.all([freed, forget([card])]);
}

/** The guess once the run at a place is gone: places behind it move up. @param {number} place Below 0 where it was none of these. */
function guessWithout(place) {
  const guess = prediction.value;
  if (place < 0 || typeof guess !== "number" || guess < place) return guess;
  return guess === place ? null : guess - 1;
}

/** Whether the runs on the screen are not those that would train, and nobody has begun to train. */
function isBehind() {
  const waits = gettingReady.value || replacing.value || needed.value !== null;
  return draftsAreSound.value && changed.value && phase.value === "idle" && !waits;
}

let planning = false;

/** Whether the last try to lay out runs for the recipes failed: they come with the next try, or at the click. */
const stuck = signal(false);

/** Whether runs for the recipes as they stand are about to be laid out. */
export const layingOut = computed(
  () =>
    draftsAreSound.value &&
    changed.value &&
    needed.value === null &&
    !stuck.value &&
    phase.value === "idle",
);

/** Small runs are made at once; large ones are only named, and made at the click. Follows edits made meanwhile. */
async function planAhead() {
  if (planning) return;
  planning = true;
  try {
    while (isBehind()) {
      const planned = plannedRuns();
      const params = paramsOf(planned);
      if (params <= AHEAD_PARAMS) await makeRuns();
      else {
        await retire(params);
        const cards = createCards(planned, { beside: pinnedRuns() });
        nameCards(cards, undefined, pinnedRuns());
        training.value = cards;
        runs.value = cards;
      }
    }
  } finally {
    planning = false;
  }
}

/** While nothing is trained or training, an edit of the recipe makes new runs, so that what is shown is what will train. */
function followDrafts() {
  effect(() => {
    if (!isBehind()) return;
    stuck.value = false;
    // A task of its own: where the recipes came with an experiment, that begins first, with its names and inks.
    setTimeout(() =>
      planAhead().catch((error) => {
        stuck.value = true;
        report("run", error);
      }),
    );
  });
}

function followEnd() {
  let was = phase.value;
  effect(() => {
    const now = phase.value;
    if (now === "ended" && was !== "ended") {
      const { lesson = "" } = runs.peek()[0]?.recipe ?? {};
      const onward = training.peek().every((card) => card.branch);
      if (onward) announce(endingOf(training.peek()));
      else announce(endingOf(runs.peek(), text.lesson[lesson]?.paper));
    } else if (now === "paused" && was === "running") announce(text.announce.paused);
    was = now;
  });
}

/** Listens to the engine and to the person; what is shown first comes from showRecipes. */
export function openLab() {
  onEngine(hear);
  onEngine(followStorage);
  followLive();
  followClock();
  followAwake();
  followBreaks();
  followOrder();
  followEnd();
  followDrafts();
}
