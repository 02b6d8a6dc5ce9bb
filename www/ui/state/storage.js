/** What the page keeps with each run in the browser's storage, and what it knows of that storage. */
import { computed, signal } from "@preact/signals";
import { readLink } from "../link/format.js";
import { embedded } from "./embedded.js";
import { engine } from "./engine.js";
import { noteGone } from "./gone.js";
import { followPersistence, lookAtPersistence } from "./persistence.js";
import { prediction } from "./prediction.js";
import { report } from "./problems.js";
import { earlierRuns, runs } from "./runs.js";

/** @typedef {import("./runs.js").RunCard} RunCard */
/**
 * What the page finds with a kept run beside its place.
 * @typedef {Omit<import("./runs.js").KeptPlace, "key"> & {
 *   recipe: import("../types.js").Recipe, changed_by_size: import("../types.js").ChangedBySize[], params: number, ink: number,
 *   name: string, short: string, renamed: boolean, pinned: boolean, branch: Omit<import("./runs.js").Branch, "parent"> | null,
 *   mates?: Mate[],
 * }} About
 */
/**
 * A run that another one was begun together with, as far as it can be made again: a reload may come before it was kept for
 * the first time.
 * @typedef {{ key: string, config: import("../types.js").Config, about: About }} Mate
 */

/**
 * Says to the next visit that there may be something to come back, and in which kind of storage: without it nothing waits for
 * storage.
 */
const MARK = "headline-lab.kept";
/** The mark where the kind was not known yet. */
const SOME = "some";

/** Runs that go on from others come behind those that were begun with them. */
const BRANCHES = 1000;

/** What storage there is and what it holds; null until it is known. @type {import("@preact/signals").Signal<import("../../protocol.js").Storage | null>} */
export const storage = signal(null);

let serial = 0;

/** A name that no other run of this browser has. */
function newName() {
  serial += 1;
  return `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}-${serial}`;
}

/** Gives cards their places in storage, as one experiment. @param {RunCard[]} cards */
export function placeInStorage(cards) {
  if (embedded) return;
  const experiment = newName();
  cards.forEach((card, place) => {
    const { lesson } = readLink(location.search).link;
    const rest = { lesson, prediction: null, at: Date.now() };
    card.kept = { key: `run-${newName()}`, experiment, place, ...rest };
  });
}

/** Gives a run that goes on from another one its place, with those that its parent was begun together with. @param {RunCard} card @param {RunCard} parent */
export function placeBeside(card, parent) {
  if (!parent.kept) return;
  card.kept = { ...parent.kept, key: `run-${newName()}`, place: BRANCHES + card.key };
}

/** Where a card's run is kept, as the engine takes it. @param {RunCard} card */
export function placeOf(card) {
  return card.kept ? { key: card.kept.key, about: aboutOf(card) } : undefined;
}

/** What the page wants to find with a card's run; null for one that is not kept. @param {RunCard} card @returns {About | null} */
function aboutOf(card) {
  return card.kept && { ...ownAbout(card, card.kept), mates: matesOf(card) };
}

/** @param {RunCard} card @returns {Mate[]} */
function matesOf(card) {
  if (card.branch) return [];
  return [...runs.peek(), ...earlierRuns.peek()].flatMap((mate) =>
    mate !== card && !mate.branch && mate.kept?.experiment === card.kept?.experiment && mate.kept
      ? [{ key: mate.kept.key, config: mate.config, about: ownAbout(mate, mate.kept) }]
      : [],
  );
}

/** @param {RunCard} card @param {import("./runs.js").KeptPlace} kept @returns {About} */
function ownAbout(card, { key: _key, ...place }) {
  const { recipe, changedBySize: changed_by_size, params, ink } = card;
  const { parent: _, ...branch } = card.branch ?? {};
  return {
    ...place,
    ...{ recipe, changed_by_size, params, ink },
    name: card.name.value,
    short: card.short.value,
    renamed: card.renamed.value,
    pinned: card.pinned.value,
    branch: card.branch ? /** @type {About["branch"]} */ (branch) : null,
  };
}

/** Tells storage what the person guessed of a training that begins. @param {RunCard[]} cards @param {import("../ask/guess.js").Guessed | null} guessed Of a question. */
export function keepGuess(cards, guessed) {
  for (const card of cards) {
    if (card.kept) Object.assign(card.kept, { prediction: prediction.peek(), guessed });
    keepChanges(card);
  }
}

/** Tells storage what has changed of a card, be its weights here or not. @param {RunCard} card */
export async function keepChanges(card) {
  const { kept, data, engineId, config } = card;
  const here = engine.peek()?.kept;
  if (!kept || !here) return;
  const [id, about] = [engineId.peek(), aboutOf(card)];
  // What storage refuses is told when the run itself is to be kept.
  if (id === null) await here.annotate(kept.key, about).catch(() => {});
  else if (data)
    await here.describe({ id, config }, { key: kept.key, about, data }).catch(() => {});
}

/** Takes runs out of storage. @param {RunCard[]} cards */
export async function forget(cards) {
  const keys = cards.flatMap(({ kept }) => (kept ? [kept.key] : []));
  noteGone(keys);
  if (keys.length > 0) await takeOut(keys).catch(() => {});
  await lookAtStorage();
}

/** What was refused is tried again then, and told again where there is still no room. @param {string[] | null} keys */
async function takeOut(keys) {
  refusals.value = new Map();
  await engine.peek()?.kept.forget(keys);
}

/** Takes every run out of storage but those of other tabs; one that goes on training is kept again. */
export async function forgetAll() {
  try {
    await takeOut(null);
  } catch (error) {
    report("run", error);
  }
  await lookAtStorage();
}

export async function lookAtStorage() {
  lookAtPersistence();
  storage.value =
    (await engine
      .peek()
      ?.kept.storage()
      .catch(() => null)) ?? storage.peek();
}

/** Why runs are not kept as they stand, by their names in the engine, the newest refusal last. @type {import("@preact/signals").Signal<Map<string, string>>} */
const refusals = signal(new Map());

/** Why a run is not kept as it stands, in a sentence; empty where all are. */
export const notKept = computed(() => [...refusals.value.values()].at(-1) ?? "");

/** The update after which each run was kept last, by its name in the engine. @type {Map<string, number>} */
const keptSteps = new Map();

/** @param {string} run its name in the engine @param {number} step */
export function noteKept(run, step) {
  keptSteps.set(run, step);
}

/** The update after which a run was kept last; null where it was not. @param {string} run */
export const keptStep = (run) => keptSteps.get(run) ?? null;

/** Follows what an engine tells of storage. @param {import("./engine.js").Engine} loaded */
export function followStorage(loaded) {
  followPersistence(loaded);
  loaded.on("kept", async ({ run, step, problem = "" }) => {
    const others = [...refusals.peek()].filter(([of]) => of !== run);
    refusals.value = new Map(problem === "" ? others : [...others, [run, problem]]);
    if (problem === "") {
      noteKept(run, step);
      mark();
    }
    await lookAtStorage();
    if (problem === "") mark();
  });
  // What there was to be kept is gone.
  loaded.on("fault", () => {
    refusals.value = new Map();
  });
}

/** The next visit looks for what was kept. */
function mark() {
  try {
    localStorage.setItem(MARK, storage.peek()?.kind ?? SOME);
  } catch {
    // The next visit then finds nothing, as a browser that refuses this mostly keeps nothing.
  }
}

function marked() {
  try {
    return localStorage.getItem(MARK);
  } catch {
    return null;
  }
}

/**
 * Nothing came back: the next visit need not look, unless this one could not. A browser may refuse storage for once, or give
 * another kind of it, and what this version can't read another can.
 */
export async function unmarkEmpty() {
  await lookAtStorage();
  const { kind = null, used = 0 } = storage.peek() ?? {};
  if (kind === null || kind !== marked() || used > 0) return;
  try {
    localStorage.removeItem(MARK);
  } catch {
    // There was none.
  }
}

export const isMarked = () => marked() !== null;
