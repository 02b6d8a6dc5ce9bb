/** Which lesson is on the screen, at which size, and the address that says so. */
import { computed, effect, signal } from "@preact/signals";
import { ASK, lessonOf } from "../lessons/index.js";
import { beginExperiment, showRecipes } from "./lab.js";
import { lessonSize } from "./machine.js";
import { phase } from "./phase.js";
import { drafts } from "./recipes.js";
import { firstPair, runs } from "./runs.js";

/** The lesson that the address names. @type {import("@preact/signals").Signal<import("../lessons/index.js").Lesson>} */
export const lesson = signal(lessonOf(null));

/** The size that a person chose for the lessons; null leaves it to the machine. @type {import("@preact/signals").Signal<string | null>} */
const chosenSize = signal(null);

/** The size at which a lesson's runs are made. */
export const size = computed(() => chosenSize.value ?? lessonSize.value);

/** The lesson whose runs are on the screen as it made them; null for runs that a person changed. */
export const lessonOnScreen = computed(() => {
  const recipes = runs.value.map((card) => card.recipe);
  const [first] = recipes;
  if (!first) return lesson.value;
  const whole = lessonOf(first.lesson);
  const made = whole.recipes(first.size);
  const same = recipes.length === made.length && made.every((one, i) => isOf(recipes[i], one));
  return same ? whole : null;
});

/** @param {import("../types.js").Recipe} recipe @param {import("../types.js").Recipe} of */
function isOf(recipe, of) {
  return recipe.lesson === of.lesson && recipe.run === of.run;
}

/** Shows a lesson, ready to be trained, and says so in the address. @param {string} id */
export async function openLesson(id) {
  const to = lessonOf(id);
  if (to !== lesson.value) history.pushState(null, "", addressOf(to.id));
  await show(to);
}

/** A lesson's address, that of the page itself for the first. @param {string} id */
export function addressOf(id) {
  const address = new URL(location.href);
  address.hash = "";
  if (id === lessonOf(null).id) address.searchParams.delete("lesson");
  else address.searchParams.set("lesson", id);
  return address.pathname + address.search;
}

/** Goes on to a lesson and trains it at once; runs that it shares with the chart stay there. @param {string} id */
export async function goOnWith(id) {
  const to = lessonOf(id);
  history.pushState(null, "", addressOf(id));
  lesson.value = to;
  firstPair.value = to.pair;
  await beginExperiment(to.recipes(sizeOnScreen()), { keep: true });
}

/** Runs that stay on the chart are of the size that they have. */
function sizeOnScreen() {
  return runs.value[0]?.recipe.size ?? size.value;
}

/** @param {import("../lessons/index.js").Lesson} to */
async function show(to) {
  lesson.value = to;
  firstPair.value = to.pair;
  if (to.id === ASK) return;
  await showRecipes(to.recipes(size.value));
}

/** Back to the recipes of the lesson. */
export function resetRecipes() {
  return show(lesson.value);
}

/** Trains the lessons at another size from now on. @param {string} chosen */
export async function chooseLessonSize(chosen) {
  chosenSize.value = chosen;
  await show(lesson.value);
}

/** Shows what the address says, now and whenever a person goes back or forth. Comes back when the first lesson is there. */
export async function followAddress() {
  const read = () => lessonOf(new URLSearchParams(location.search).get("lesson"));
  addEventListener("popstate", () => {
    if (read() !== lesson.value) show(read());
  });
  // Before the engine is loaded: with it comes what the machine is like.
  followMachine();
  await show(read());
}

/** Where the machine turns out to be slow before anything was begun, the lesson is made at the size that suits it. */
function followMachine() {
  let suited = lessonSize.peek();
  effect(() => {
    const suits = lessonSize.value;
    if (suits === suited) return;
    suited = suits;
    const untouched = drafts.peek().every((draft) => draft.recipe.lesson === lesson.peek().id);
    if (chosenSize.peek() === null && phase.peek() === "idle" && untouched) show(lesson.peek());
  });
}
