/**
 * The runs on the page: each a snapshot of its configuration, a colour, a name made of what differs, a status, and
 * what has been measured so far. Knows nothing of the engine but the shape of its events.
 */
import { computed, signal } from "@preact/signals";
import { INKS } from "../chart/inks.js";
import { atNextBeat } from "./beat.js";
import { nameRuns } from "./names.js";
import { held } from "./still.js";
import { withWritten } from "./timeline.js";

/** Headlines that a writer lists. */
export const KEPT_HEADLINES = 24;
/** Readings of the parts kept of a run; odd, so that dropping every other one keeps the first and the newest. */
const MOST_INSIDE = 400;

/**
 * @typedef {object} RunCard
 * @property {number} key The page's own number of it.
 * @property {import("../types.js").Recipe} recipe
 * @property {import("../types.js").Config} config
 * @property {import("../types.js").ChangedBySize[]} changedBySize
 * @property {number} params
 * @property {number} ink Index of its colour and dash.
 * @property {import("../types.js").Data | null} data The headlines that it trains on.
 * @property {Branch | null} branch Where it goes on from; null for a run from the start.
 * @property {boolean} recorded Whether it was trained elsewhere and is only drawn under the runs of the experiment.
 * @property {import("../runfile/format.js").RunFile | null} opened The file that it was opened from; null for a run of this page.
 * @property {KeptPlace | null} kept Where the browser keeps it; null for one that is not kept.
 * @property {import("@preact/signals").Signal<string>} name
 * @property {import("@preact/signals").Signal<string>} short The name where its neighbours stand beside it.
 * @property {import("@preact/signals").Signal<string | null>} engineId Null before it exists there and after it was let go.
 * @property {import("@preact/signals").Signal<import("../types.js").Plan | null>} plan
 * @property {import("@preact/signals").Signal<import("../types.js").RunState>} state
 * @property {import("@preact/signals").Signal<string>} reason Why it stands where it does, for diverged and failed runs.
 * @property {import("@preact/signals").Signal<number>} step
 * @property {import("@preact/signals").Signal<{ seconds: number, tokensPerSecond: number, eta: number } | null>} speed
 * @property {import("@preact/signals").Signal<boolean>} shown Whether the chart draws it.
 * @property {import("@preact/signals").Signal<boolean>} pinned Whether it stays on the chart when another experiment begins.
 * @property {import("@preact/signals").Signal<boolean>} renamed Whether a person named it, so that no name is made for it.
 * @property {import("../types.js").StepReading[]} train Nats per character, one a step.
 * @property {import("../types.js").Evaluation[]} evals
 * @property {import("../types.js").Reading[]} glances
 * @property {import("../types.js").InsideReading[]} inside What its updates did to each part of its model, as far as that was looked at.
 * @property {import("@preact/signals").Signal<number>} lookedInside Counts up when `inside` has grown.
 * @property {Break[]} breaks Where it stood still on its way, with the tab or the machine.
 * @property {import("@preact/signals").Signal<number>} measured Counts up when the lists have grown.
 * @property {import("@preact/signals").Signal<number>} evaluated Counts up when `evals` has grown.
 * @property {import("@preact/signals").Signal<import("../types.js").NextToken[]>} next
 * @property {import("@preact/signals").Signal<import("../types.js").TokenSurprise[]>} surprise
 * @property {import("../types.js").Written[]} writings Its latest headlines, oldest first.
 * @property {import("../types.js").Written[]} timeline Those of its evaluations, from the first to the last; grows with `written`.
 * @property {import("../types.js").Look[]} looks What its writer showed with them, for a recording; those of storage are gone.
 * @property {import("@preact/signals").Signal<import("../types.js").Written[]>} written The same as shown, newest first.
 */

/**
 * Where a run goes on from: a branch changes `set` on the way, one with `onward` trains on past an end, one with a `rate` came
 * back from a file, and another one from step 0 began with a model from files.
 * @typedef {object} Branch
 * @property {number} parent Its key; 0 where it is not on the page.
 * @property {string} from Its name at that time, or the model's.
 * @property {number} step After which both are apart.
 * @property {Record<string, number>} set
 * @property {import("../../engine.js").Onward | null} onward
 * @property {number} [rate] That of its last update before it came back.
 */

/**
 * A run's place in storage: its `key`, those it was begun together with and its place among them, when, and for which
 * lesson; and what the person had guessed when it began, of a lesson or of a question.
 * @typedef {{ key: string, experiment: string, place: number, at: number, lesson: string, prediction: number | "same" | null, guessed?: import("../ask/guess.js").Guessed | null }} KeptPlace
 */

/** A standstill after an update; `seconds` in the run's own steps until then, `stood` of the standstill. @typedef {{ step: number, tokens: number, seconds: number, stood: number }} Break */

/** The runs of the experiment on the screen. @type {import("@preact/signals").Signal<RunCard[]>} */
export const runs = signal([]);

/** Those of them that the newest training trains: all but the ones that had ended before and stayed on the chart. @type {import("@preact/signals").Signal<RunCard[]>} */
export const training = signal([]);

/** Runs that go on from others, beside the experiment: no lesson and no table counts them. @type {import("@preact/signals").Signal<RunCard[]>} */
export const branches = signal([]);

/** Runs of experiments before it, newest first. @type {import("@preact/signals").Signal<RunCard[]>} */
export const earlierRuns = signal([]);

/** Runs that were opened from files: nothing trains them, and no lesson, table or verdict counts them. @type {import("@preact/signals").Signal<RunCard[]>} */
export const openedRuns = signal([]);

/** Runs that the chart draws beside those of the experiment, without being asked to. @type {import("@preact/signals").Signal<RunCard[]>} */
export const overlay = signal([]);

/** The runs that the chart draws. */
export const drawn = computed(() =>
  [
    ...runs.value,
    ...branches.value,
    ...earlierRuns.value,
    ...openedRuns.value,
    ...overlay.value,
  ].filter((card) => card.shown.value),
);

let lastKey = 0;

/** @param {import("../types.js").Recipe} recipe @param {import("../types.js").Resolved} resolved @param {number} ink @returns {RunCard} */
function createCard(recipe, resolved, ink) {
  lastKey += 1;
  return {
    key: lastKey,
    recipe,
    config: resolved.config,
    changedBySize: resolved.changed_by_size,
    params: resolved.params,
    ink: ink % INKS,
    data: null,
    branch: null,
    recorded: false,
    opened: null,
    kept: null,
    name: signal(""),
    short: signal(""),
    engineId: signal(null),
    plan: signal(null),
    state: signal("planned"),
    reason: signal(""),
    step: signal(0),
    speed: signal(null),
    shown: signal(true),
    pinned: signal(false),
    renamed: signal(false),
    train: [],
    evals: [],
    glances: [],
    inside: [],
    lookedInside: signal(0),
    breaks: [],
    writings: [],
    timeline: [],
    looks: [],
    measured: signal(0),
    evaluated: signal(0),
    next: signal([]),
    surprise: signal([]),
    written: signal([]),
  };
}

/**
 * Cards for the recipes, in inks that those beside them do not have.
 * @param {{ recipe: import("../types.js").Recipe, resolved: import("../types.js").Resolved }[]} planned
 * @param {{ beside?: RunCard[], inks?: number[] }} [options] `inks`: one for each, where the experiment chooses them
 */
export function createCards(planned, { beside = [], inks } = {}) {
  const chosen = inks ?? inksFor(planned, new Set(beside.map((card) => card.ink)));
  return planned.map(({ recipe, resolved }, i) => createCard(recipe, resolved, chosen[i]));
}

/**
 * A card for a run that goes on from another one, whose readings at that step are its own first ones.
 * @param {RunCard} parent @param {Branch} branch
 * @param {{ recipe: import("../types.js").Recipe, config: import("../types.js").Config, ink: number }} made
 */
export function createBranch(parent, branch, { recipe, config, ink }) {
  const { changedBySize: changed_by_size, params } = parent;
  const card = createCard(recipe, { config, changed_by_size, params }, ink);
  card.branch = branch;
  card.data = parent.data;
  card.shown.value = true;
  card.step.value = branch.step;
  for (const list of /** @type {const} */ (["train", "evals"])) {
    const last = parent[list].at(-1);
    // Seconds count inside a run's own steps.
    if (last?.step === branch.step) card[list].push(/** @type {never} */ ({ ...last, seconds: 0 }));
  }
  return card;
}

/**
 * A card for a run that begins with the weights of a model from files: no recipe trained it from the start.
 * @param {string} model its name
 * @param {{ recipe: import("../types.js").Recipe, resolved: import("../types.js").Resolved, ink: number }} made
 */
export function createBegun(model, { recipe, resolved, ink }) {
  const card = createCard(recipe, resolved, ink);
  card.branch = { parent: 0, from: model, step: 0, set: {}, onward: null };
  card.renamed.value = true;
  return card;
}

/** Whether a run began with a model from files, and not where another run stood. @param {Pick<Branch, "step">} branch */
export const isBegun = ({ step }) => step === 0;

/**
 * A card for a run from a file, drawn as a recording is.
 * @param {import("../runfile/format.js").RunFile} file @param {import("../types.js").Recipe} recipe
 * @param {import("../types.js").Resolved} resolved @param {number} ink
 */
export function createOpened(file, recipe, resolved, ink) {
  const card = createCard(recipe, resolved, ink);
  card.opened = file;
  card.recorded = true;
  card.state.value = "opened";
  // Its name is the file's, and no other run changes it.
  card.renamed.value = true;
  return card;
}

/** A card for a run from storage, still without the run behind it. @param {import("../../protocol.js").KeptRun} kept */
export function createKept({ key, note }) {
  /** @type {import("./storage.js").About} */
  const about = note.about;
  const { recipe, changed_by_size, params, ink, branch } = about;
  const card = createCard(recipe, { config: note.config, changed_by_size, params }, ink);
  const { experiment, place, at, lesson, prediction, guessed = null } = about;
  card.kept = { key, experiment, place, at, lesson, prediction, guessed };
  // Its parent may be gone: the name says where it comes from.
  card.branch = branch && { ...branch, parent: 0 };
  card.plan.value = /** @type {import("../types.js").Plan} */ (note.plan);
  card.state.value = hasEnded(note.state) ? note.state : "stopped";
  card.step.value = note.step;
  card.name.value = about.name;
  card.short.value = about.short;
  card.renamed.value = about.renamed;
  card.pinned.value = about.pinned;
  return card;
}

/** An ink that none of these has, or else the next in turn. @param {RunCard[]} cards */
export function freeInk(cards) {
  const used = new Set(cards.map((card) => card.ink));
  const free = [2, 3, 4, 5, 6, 7, 8, 9, 0, 1].find((ink) => !used.has(ink) && ink < INKS);
  return free ?? cards.length % INKS;
}

/** Runs of earlier experiments that a person keeps on the chart. */
export function pinnedRuns() {
  return earlierRuns.value.filter((card) => card.pinned.value);
}

/**
 * Names runs by what sets them apart from each other and from those beside them, which are named again with them. A name
 * that a person gave stays.
 * @param {RunCard[]} cards @param {string[]} [given] Names to use instead. @param {RunCard[]} [beside]
 */
export function nameCards(cards, given, beside = []) {
  const all = given ? cards : [...new Set([...cards, ...beside])];
  const names = nameRuns(all.map((card) => card.config));
  all.forEach((card, i) => {
    if (card.renamed.value) return;
    card.name.value = given?.[i] ?? names[i].name;
    card.short.value = given?.[i] ?? names[i].short;
  });
}

/** The lowest full validation loss of a run so far, or null before its first. @param {RunCard} card */
export function bestLoss(card) {
  const losses = card.evals.map((reading) => reading.loss).filter(Number.isFinite);
  return losses.length > 0 ? Math.min(...losses) : null;
}

/** An optimizer's own ink. @param {import("../types.js").Config} config */
const ownInk = (config) => (config.optimizer === "adamw" ? 1 : 0);

/**
 * SGD has the first ink and AdamW the second in every experiment, so that a class learns the colours once: of several
 * runs of one optimizer the one that is a preset as it stands, or the first. The others take what is free, SGD's and
 * AdamW's own last.
 * @param {{ recipe: import("../types.js").Recipe, resolved: import("../types.js").Resolved }[]} planned
 * @param {Set<number>} taken Inks of runs that are there already.
 */
function inksFor(planned, taken) {
  const used = new Set(taken);
  /** @type {(number | null)[]} */
  const inks = planned.map(() => null);
  for (const own of [0, 1]) {
    const mine = planned.filter(({ resolved }) => ownInk(resolved.config) === own);
    const owner = mine.find(({ recipe }) => Object.keys(recipe.set).length === 0) ?? mine[0];
    if (!owner || used.has(own)) continue;
    inks[planned.indexOf(owner)] = own;
    used.add(own);
  }
  const free = [2, 3, 4, 5, 6, 7, 8, 9, 0, 1].filter((ink) => !used.has(ink) && ink < INKS);
  return inks.map((ink, i) => ink ?? free.shift() ?? i % INKS);
}

/** How a run stands, and one from a file as its file says. @param {RunCard} card */
const standing = (card) => card.opened?.run.state ?? card.state.value;

/** Whether a run ended before its time; a recorded one tells it by its reason alone. @param {RunCard} card */
export function isBroken(card) {
  const state = standing(card);
  const broken = state === "diverged" || state === "failed";
  return broken || (state === "recorded" && card.reason.value !== "");
}

/**
 * How a broken run ended: its numbers diverged, or something else broke it off, such as a fault of the module; null for
 * one that is not broken. The words for it are the run's state in `text.runs.states`.
 * @param {RunCard} card @returns {"diverged" | "failed" | null}
 */
export function brokenHow(card) {
  if (!isBroken(card)) return null;
  return standing(card) === "failed" ? "failed" : "diverged";
}

/** Whether a run has been started and has not begun yet: it waits for memory, or for its turn. @param {RunCard} card */
export function isWaiting(card) {
  return card.state.value === "queued" || card.state.value === "waiting";
}

const ENDED = ["finished", "stopped", "diverged", "failed"];

/** @param {import("../types.js").RunState} state */
export const hasEnded = (state) => ENDED.includes(state);

/** Whether nothing more will come of these runs; of recorded ones, whether they have been played to their end. @param {RunCard[]} cards */
export function isOver(cards) {
  return cards.every((card) => {
    const played = card.step.value >= (card.plan.value?.steps ?? Number.POSITIVE_INFINITY);
    const state = card.state.value;
    if (state === "recorded") return played || isBroken(card);
    return state === "opened" || hasEnded(state);
  });
}

/** @param {string} id @returns {RunCard | undefined} */
export function cardOf(id) {
  return [...runs.value, ...branches.value, ...earlierRuns.value].find(
    (card) => card.engineId.value === id,
  );
}

/** Headlines that a run has read after so many tokens. @param {RunCard} card @param {number} tokens */
export function headlinesRead(card, tokens) {
  return tokens / (card.plan.value?.tokens_per_title ?? 1);
}

/** @param {RunCard} card */
function measuredAtNextBeat(card) {
  atNextBeat(card.measured, () => {
    card.measured.value += 1;
  });
}

/**
 * @param {RunCard} card
 * @param {{ step: number, train_loss_char: number, tokens: number, seconds: number, tokens_per_second: number, eta_seconds: number, lr: number, grad_norm: number, inside?: import("../../engine.js").Inside }} event
 */
export function addStep(card, event) {
  const { step, tokens, train_loss_char: loss, seconds, lr, grad_norm } = event;
  card.train.push({ step, tokens, loss, seconds, lr, grad_norm });
  measuredAtNextBeat(card);
  if (event.inside) addInside(card, { step: event.step, tokens: event.tokens, ...event.inside });
  atNextBeat(card.speed, () => {
    // The files of a run that came back may tell of fewer updates than it has made, and of no time.
    card.step.value = Math.max(card.step.value, event.step);
    if (event.seconds === undefined) return;
    card.speed.value = {
      seconds: event.seconds,
      tokensPerSecond: event.tokens_per_second,
      eta: event.eta_seconds,
    };
  });
}

/** What a run told before, oldest first. @param {RunCard} card @param {import("../../engine.js").RunEvent[]} events */
export function addReadings(card, events) {
  for (const event of events) {
    if (event.type === "step") addStep(card, event);
    if (event.type === "eval") addEval(card, event);
    if (event.type === "glance") addGlance(card, event);
    if (event.type === "live") addLive(card, event);
  }
}

/** @param {RunCard} card @param {import("../types.js").InsideReading} reading */
function addInside(card, reading) {
  card.inside.push(reading);
  // A run with very many evaluations brings as many: every other one is dropped, the newest never.
  if (card.inside.length > MOST_INSIDE) card.inside = card.inside.filter((_, i) => i % 2 === 0);
  atNextBeat(card.lookedInside, () => {
    card.lookedInside.value += 1;
  });
}

/**
 * @param {RunCard} card
 * @param {{ step: number, tokens: number, seconds: number, val_loss: number | null, val_loss_full: number, val_loss_token: number }} event
 */
export function addEval(card, event) {
  const { step, tokens, seconds, val_loss, val_loss_full, val_loss_token } = event;
  card.evals.push({ step, tokens, loss: val_loss_full, seconds, val_loss, val_loss_token });
  measuredAtNextBeat(card);
  atNextBeat(card.evaluated, () => {
    card.evaluated.value += 1;
  });
}

/** A run stood still after its last update. @param {RunCard} card @param {number} stood In seconds. */
export function addBreak(card, stood) {
  const { step = 0, tokens = 0, seconds = 0 } = card.train.at(-1) ?? {};
  card.breaks.push({ step, tokens, seconds, stood });
  measuredAtNextBeat(card);
}

/** @param {RunCard} card @param {{ step: number, tokens: number, seconds: number, loss: number }} event */
export function addGlance(card, { step, tokens, seconds, loss }) {
  card.glances.push({ step, tokens, loss, seconds });
  measuredAtNextBeat(card);
}

/**
 * @param {RunCard} card
 * @param {{ step: number, prompt?: string, next: import("../types.js").NextToken[], surprise: import("../types.js").TokenSurprise[], headline?: { text: string } }} event
 */
export function addLive(card, event) {
  const { step, prompt = "", next, surprise, headline } = event;
  if (headline) {
    const written = { step, text: headline.text };
    // Before the first update and in a pause the same weights write the same headline again.
    if (card.writings.at(-1)?.step === step) card.writings.pop();
    card.writings.push(written);
    card.timeline = withWritten(card.timeline, written, card.plan.value);
    // Storage keeps headlines without what stood beside them.
    if (next.length > 0)
      card.looks = withWritten(card.looks, { ...written, prompt, next, surprise }, card.plan.value);
  }
  if (card.writings.length > KEPT_HEADLINES) card.writings.shift();
  atNextBeat(card.next, () => {
    // The engine has yet to hear of it, or was at this view when it did.
    if (held.peek() && card.written.peek().length > 0) return;
    card.next.value = event.next;
    card.surprise.value = event.surprise;
    card.written.value = card.writings.toReversed();
  });
}
