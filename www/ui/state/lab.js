/**
 * The experiment: makes runs from the recipes, starts, pauses, steps and stops them. The only module that gives the
 * engine orders about training, and the only one that hears its events about runs.
 */
import { computed, effect, signal } from "@preact/signals";
import { endingOf } from "../lessons/ending.js";
import { sgdVsAdamw } from "../lessons/sgd-vs-adamw.js";
import { text } from "../text.js";
import { announce } from "./announce.js";
import { beat } from "./beat.js";
import { elapsed, followClock } from "./clock.js";
import { chooseColumn, chooseSource, data, ensureData, releaseData, useSample } from "./data.js";
import { engine, loadEngine, onEngine } from "./engine.js";
import { followLive, liveProblem, sendLive } from "./live.js";
import { gettingReady, hasEnded, phase } from "./phase.js";
import { report, tell } from "./problems.js";
import { drafts, draftsAreSound, draftsSettled, setRecipes } from "./recipes.js";
import {
  addEval,
  addGlance,
  addLive,
  addStep,
  cardOf,
  createCards,
  earlierRuns,
  runs,
} from "./runs.js";

/** Weights of earlier runs are kept, for writing headlines, up to this many parameters in all. */
const KEPT_PARAMS = 8e6;
/** Runs of up to this many parameters in all are made before the click, so that the same start is seen. */
const AHEAD_PARAMS = 4e6;

/** What the person guessed: a run's place, "same", or nothing. @type {import("@preact/signals").Signal<number | "same" | null>} */
export const prediction = signal(null);

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

/** @type {Promise<void> | null} */
let making = null;

/** Makes the runs for the recipes as they are. Calls that come while it works share its outcome. */
function makeRuns() {
  making ??= makeRunsNow().finally(() => {
    making = null;
  });
  return making;
}

/** The recipes as the engine resolved them; the newest sound ones where an edit was refused. */
function plannedRuns() {
  return drafts.value.flatMap(({ recipe, resolved }) => (resolved ? [{ recipe, resolved }] : []));
}

/** @param {ReturnType<typeof plannedRuns>} planned */
function paramsOf(planned) {
  return planned.reduce((sum, { resolved }) => sum + resolved.params, 0);
}

async function makeRunsNow() {
  const loaded = await loadEngine();
  const planned = plannedRuns();
  const prepared = await ensureData(planned[0].resolved.config);
  await retire(paramsOf(planned));
  const cards = createCards(planned);
  for (const card of cards) card.data = prepared;
  runs.value = cards;
  elapsed.value = 0;
  sendLive();
  for (const card of cards) {
    const run = await loaded.createRun({ config: card.config, data: prepared });
    card.plan.value = /** @type {import("../types.js").Plan} */ (run.plan);
    card.engineId.value = run.id;
    card.state.value = "ready";
  }
  await releaseData(
    new Set(
      earlierRuns.value.flatMap((card) =>
        card.engineId.value !== null && card.data ? [card.data] : [],
      ),
    ),
  );
}

/** Moves trained runs to the earlier ones, and lets go of weights that would not fit beside new ones. @param {number} coming */
async function retire(coming) {
  const trained = runs.value.filter((card) => card.step.value > 0);
  const unused = runs.value.filter((card) => card.step.value === 0);
  if (trained.length > 0) prediction.value = null;
  earlierRuns.value = [...trained, ...earlierRuns.value];
  for (const card of trained) card.shown.value = false;
  runs.value = [];
  let kept = coming;
  const letGo = [...unused];
  for (const card of earlierRuns.value) {
    kept += card.params;
    if (kept > KEPT_PARAMS) letGo.push(card);
  }
  for (const card of letGo) {
    const id = card.engineId.value;
    card.engineId.value = null;
    if (id !== null) await engine.value?.disposeRun(id);
  }
}

/** The one button: trains the recipes as they are, from the start. */
export async function train() {
  if (gettingReady.value) return;
  gettingReady.value = true;
  try {
    // Without recipes the engine could not be loaded; pressing the button tries again.
    if (drafts.value.length === 0) await resetRecipes();
    // The button can be pressed before the engine has said what the recipes come to.
    await draftsSettled();
    if (making) await making.catch(() => {});
    const fresh = runs.value.length > 0 && runs.value.every((card) => card.state.value === "ready");
    if (!fresh || changed.value) await makeRuns();
    await engine.value?.start(runs.value.map((card) => card.engineId.value ?? ""));
    announce(text.announce.started);
  } catch (error) {
    // An engine that could not be loaded has said so itself.
    if (engine.value) report("run", error);
  } finally {
    gettingReady.value = false;
  }
}

export async function goOn() {
  await order((loaded) => loaded.start(activeIds()));
}

export async function pause() {
  await order((loaded) => loaded.pause());
}

/** One update of each run; a training that runs is paused first. */
export async function step() {
  await order(async (loaded) => {
    if (phase.value === "running") await loaded.pause();
    await loaded.step();
  });
}

export async function stop() {
  await order((loaded) => loaded.stop());
}

function activeIds() {
  return runs.value.flatMap((card) => {
    const id = card.engineId.value;
    return id === null || hasEnded(card.state.value) ? [] : [id];
  });
}

/** @param {(loaded: import("./engine.js").Engine) => Promise<unknown>} give */
async function order(give) {
  try {
    if (engine.value) await give(engine.value);
  } catch (error) {
    report("run", error);
  }
}

/** The next question: the second run against itself at ten times its rate. */
export async function tenTimesTheRate() {
  const at = drafts.value.findIndex((draft) => draft.resolved?.config.optimizer === "adamw");
  const draft = drafts.value[Math.max(0, at)];
  if (!draft?.resolved) return;
  const { recipe, resolved } = draft;
  const hot = {
    ...recipe,
    set: { ...recipe.set, lr: Number((Number(resolved.config.lr) * 10).toPrecision(6)) },
  };
  await setRecipes([recipe, hot]);
  await train();
}

/** Whether that question has just been asked. */
export const askedTenTimes = computed(() => {
  const [a, b] = drafts.value;
  if (!a?.resolved || !b?.resolved) return false;
  const { lr: first, ...rest } = a.resolved.config;
  const { lr: second, ...other } = b.resolved.config;
  return sameConfig(rest, other) && Math.abs(second / first - 10) < 1e-6;
});

/** Back to the recipes that the lesson begins with. */
export function resetRecipes() {
  return setRecipes(sgdVsAdamw.recipes);
}

/** Own headlines: prepared with the recipe's sizes, and used by the next training. */
export const headlines = {
  /** @param {import("../types.js").Source} source */
  choose: (source) => withConfig((config) => chooseSource(source, config)),
  /** @param {number} column */
  column: (column) => withConfig((config) => chooseColumn(column, config)),
  sample: () => withConfig(useSample),
};

/** @param {(config: import("../types.js").Config) => Promise<unknown>} use */
async function withConfig(use) {
  await loadEngine();
  await draftsSettled();
  const config = drafts.value[0]?.resolved?.config;
  if (config) await use(config);
}

/** Why a run stands where it does, in words. @param {{ state: string, reason?: string }} event */
function reasonOf({ state, reason = "" }) {
  if (state !== "diverged") return reason;
  return reason === "norm" ? text.runs.divergedNorm : text.runs.divergedLoss;
}

/** @param {import("./engine.js").Engine} loaded */
function hear(loaded) {
  loaded.on("state", (event) => {
    const card = cardOf(event.run);
    if (!card) return;
    beat();
    card.state.value = event.state;
    card.reason.value = reasonOf(event);
    if (typeof event.step === "number") card.step.value = event.step;
  });
  loaded.on("step", (event) => withCard(event, addStep));
  loaded.on("eval", (event) => withCard(event, addEval));
  loaded.on("glance", (event) => withCard(event, addGlance));
  loaded.on("live", (event) => {
    liveProblem.value = event.error?.message ?? "";
    if (!event.error) withCard(event, addLive);
  });
  loaded.on("fault", (event) => {
    for (const id of event.lost.runs) {
      const card = cardOf(id);
      if (!card) continue;
      card.engineId.value = null;
      if (!hasEnded(card.state.value)) card.state.value = "failed";
    }
    tell(event.message);
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

/** Whether the runs on the screen are not those that would train, and nobody has begun to train. */
function isBehind() {
  return draftsAreSound.value && changed.value && phase.value === "idle" && !gettingReady.value;
}

let planning = false;

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
        runs.value = createCards(planned);
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
    queueMicrotask(() => planAhead().catch((error) => report("run", error)));
  });
}

function followEnd() {
  let was = phase.value;
  effect(() => {
    const now = phase.value;
    if (now === "ended" && was !== "ended") {
      announce(endingOf(runs.peek()));
    } else if (now === "paused" && was === "running") announce(text.announce.paused);
    was = now;
  });
}

/** Loads the engine and gets the lesson's runs ready, so that the click goes straight to training. */
export async function openLab() {
  onEngine(hear);
  followLive();
  followClock();
  followEnd();
  followDrafts();
  try {
    await resetRecipes();
  } catch {
    // Loading has told of it already.
  }
}
