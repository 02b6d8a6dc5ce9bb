/** Which lesson is on the screen, at which size, and the address that leads to each. */
import { computed, effect, signal } from "@preact/signals";
import { ASK, lessonOf } from "../lessons/index.js";
import { addressWith } from "../link/format.js";
import { needs } from "./data.js";
import { enter } from "./history.js";
import { beginExperiment, changed, showRecipes } from "./lab.js";
import { lessonSize } from "./machine.js";
import { firstPair } from "./pair.js";
import { underWay } from "./phase.js";
import { chooseSize, drafts, setRecipes } from "./recipes.js";
import { runs } from "./runs.js";

/** The lesson that the address names. @type {import("@preact/signals").Signal<import("../lessons/index.js").Lesson>} */
export const lesson = signal(lessonOf(null));

/** The size that a person chose for the lessons; null leaves it to the machine. @type {import("@preact/signals").Signal<string | null>} */
export const chosenSize = signal(null);

/** The size at which a lesson's runs are made. */
export const size = computed(() => chosenSize.value ?? lessonSize.value);

/** The size of what the button trains. */
export const sizeToTrain = computed(() => drafts.value[0]?.recipe.size ?? size.value);

/** The lesson whose runs are on the screen as it made them; null for runs that a person changed. */
export const lessonOnScreen = computed(() => {
  const recipes = runs.value.map((card) => card.recipe);
  const [first] = recipes;
  if (!first) return lesson.value;
  const whole = lessonOf(first.lesson);
  return areOf(recipes, whole) ? whole : null;
});

/** Whether these are all recipes of a lesson as it makes them. @param {import("../types.js").Recipe[]} recipes @param {import("../lessons/index.js").Lesson} of */
export function areOf(recipes, of) {
  const made = of.recipes(recipes[0]?.size ?? "");
  const same = (/** @type {import("../types.js").Recipe} */ one, /** @type {number} */ i) =>
    one.lesson === made[i].lesson && one.run === made[i].run;
  return recipes.length === made.length && recipes.every(same);
}

/** How many lessons are on their way to the screen: until they have come, it is between two. */
export const opening = signal(0);

/** @param {() => Promise<unknown>} open */
async function opened(open) {
  opening.value = opening.peek() + 1;
  try {
    await open();
  } finally {
    opening.value = opening.peek() - 1;
  }
}

/** Shows a lesson, ready to be trained, and says so in the address. @param {string} id */
export async function openLesson(id) {
  const to = lessonOf(id);
  const trains = isTraining(to.recipes(size.value));
  if (to !== lesson.value) enter(addressOf(to.id));
  await (trains ? opened(async () => take(to)) : show(to));
}

/** Goes to a lesson whose runs are there, for `bring` to put on its screen. @param {string} id @param {() => Promise<unknown>} bring */
export async function openWith(id, bring) {
  const to = lessonOf(id);
  if (to !== lesson.value) enter(addressOf(to.id));
  await opened(() => {
    if (to !== lesson.value) take(to);
    return bring();
  });
}

/** Whether these recipes train or are paused on the screen: who comes to them has them already. @param {import("../types.js").Recipe[]} recipes */
function isTraining(recipes) {
  const here = drafts.value.map((draft) => draft.recipe);
  return underWay.value && recipes.length > 0 && sameRecipes(recipes, here) && !changed.value;
}

/** @param {import("../types.js").Recipe[]} a @param {import("../types.js").Recipe[]} b */
function sameRecipes(a, b) {
  const key = (
    /** @type {import("../types.js").Recipe} */ { preset, size, set, times, lesson },
  ) => {
    // A rate that is given as a multiple is worked out later.
    const { lr, ...others } = set;
    const rate = times === undefined ? (lr ?? null) : `${times} times`;
    return JSON.stringify([preset, size, rate, Object.entries(others).sort(), lesson ?? null]);
  };
  return a.length === b.length && a.every((one, i) => key(one) === key(b[i]));
}

/** A lesson's address, that of the page itself for the first. @param {string} id */
export function addressOf(id) {
  const link = { lesson: id, size: id === ASK ? null : chosenSize.value, needs: needs() };
  return addressWith(location.href, { ...link, runs: null, question: null });
}

/** Goes on to a lesson and trains it at once; runs that it shares with the chart stay there. @param {string} id */
export async function goOnWith(id) {
  const to = lessonOf(id);
  enter(addressOf(id));
  await opened(() => {
    take(to);
    return beginExperiment(to.recipes(sizeOnScreen()), { keep: true });
  });
}

/** Runs that stay on the chart are of the size that they have. */
function sizeOnScreen() {
  return runs.value[0]?.recipe.size ?? size.value;
}

/** @param {import("../lessons/index.js").Lesson} to */
function take(to) {
  lesson.value = to;
  firstPair.value = to.pair;
}

/** @param {import("../lessons/index.js").Lesson} to */
function show(to) {
  return opened(async () => {
    take(to);
    if (to.id !== ASK) await showRecipes(to.recipes(size.value));
  });
}

/**
 * Shows what a link says. Where only recipes change on the way to it, a training goes on and the next one uses them.
 * @param {import("../link/format.js").Link} link
 */
export function showLink({ lesson: id, size: wanted, runs: listed }) {
  return opened(async () => {
    const to = lessonOf(id);
    const stays = to === lesson.value && drafts.peek().length > 0;
    take(to);
    if (to.id === ASK) return;
    chosenSize.value = wanted;
    const recipes = listed
      ? listed.map(({ preset, set }) => ({ preset, size: size.value, set: { ...set } }))
      : to.recipes(size.value);
    if (isTraining(recipes)) return;
    // An engine that could not be loaded has said so itself.
    await (stays ? setRecipes(recipes).catch(() => {}) : showRecipes(recipes));
  });
}

/** Back to the recipes of the lesson. A training goes on, as with any other edit, and the next one uses them. */
export function resetRecipes() {
  const { value: here } = lesson;
  return underWay.value ? setRecipes(here.recipes(size.value)) : show(here);
}

/** Trains the lessons at another size from now on; what a person changed of their recipes stays. @param {string} chosen */
export async function chooseLessonSize(chosen) {
  chosenSize.value = chosen;
  const recipes = drafts.value.map(({ recipe }) => recipe);
  if (recipes.length === 0 || areOf(recipes, lesson.value)) await show(lesson.value);
  // An engine that could not be loaded has said so itself.
  else await chooseSize(chosen).catch(() => {});
}

/**
 * Where the machine turns out to be slow before there are runs, what is to be trained takes the size that suits it. What a
 * person guessed or changed stands, and a press of the button that came before then trains at this size.
 */
export function followMachine() {
  let suited = lessonSize.peek();
  effect(() => {
    const before = suited;
    suited = lessonSize.value;
    if (suited === before || lesson.peek().id === ASK || chosenSize.peek() !== null) return;
    const made = runs.peek().some((card) => card.state.peek() !== "recorded");
    if (made || drafts.peek().some(({ recipe }) => recipe.size !== before)) return;
    if (drafts.peek().length > 0) chooseSize(suited).catch(() => {});
  });
}
