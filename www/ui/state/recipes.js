/**
 * The recipes that the next training will use, as a person edits them. The engine resolves each (preset, then size,
 * then what was set by hand) and says what cannot train.
 */
import { batch, computed, signal } from "@preact/signals";
import { INKS } from "../chart/inks.js";
import { engine, loadEngine } from "./engine.js";
import { DATA_FIELDS } from "./names.js";
import { sentenceOf } from "./refusals.js";

export { DATA_FIELDS };

/**
 * @typedef {object} Draft
 * @property {import("../types.js").Recipe} recipe
 * @property {import("../types.js").Costed | null} resolved The newest that can train; kept while an edit is refused.
 * @property {import("../types.js").Config | null} preset What preset and size alone give, to mark what differs.
 * @property {{ field: string | null, message: string } | null} error
 */

/** One for each run, at least one and at most as many as there are inks. @type {import("@preact/signals").Signal<Draft[]>} */
export const drafts = signal([]);

/** Whether every draft can train. */
export const draftsAreSound = computed(
  () =>
    drafts.value.length > 0 &&
    drafts.value.every((draft) => draft.resolved !== null && draft.error === null),
);

let newest = 0;

/** The newest resolving; a failed one has told its own caller. @type {Promise<void>} */
let resolving = Promise.resolve();

/** Waits until the drafts are what the engine made of the newest recipes. */
export async function draftsSettled() {
  for (let waited = null; waited !== resolving; ) {
    waited = resolving;
    await waited.catch(() => {});
  }
}

/** Replaces all drafts and resolves them. @param {import("../types.js").Recipe[]} recipes */
export function setRecipes(recipes) {
  const before = drafts.value;
  const same = recipes.map((recipe) => before.find((draft) => draft.recipe === recipe) ?? null);
  resolving = replace(recipes, same);
  return resolving;
}

/**
 * The draft that each recipe was before an edit: the very same one, or else the one at its place, if that is no other's.
 * @param {import("../types.js").Recipe[]} recipes @param {Draft[]} before @returns {(Draft | null)[]}
 */
function draftsBefore(recipes, before) {
  const same = recipes.map((recipe) => before.find((draft) => draft.recipe === recipe));
  return same.map((draft, i) => draft ?? (same.includes(before[i]) ? null : (before[i] ?? null)));
}

/**
 * @param {import("../types.js").Recipe[]} recipes
 * @param {(Draft | null)[]} before What each was: where it can't train, what it was goes on to be shown in its place.
 */
async function replace(recipes, before) {
  const shown = draftsBefore(recipes, drafts.value);
  drafts.value = recipes.map((recipe, i) => ({
    recipe,
    resolved: shown[i]?.resolved ?? null,
    preset: shown[i]?.preset ?? null,
    error: shown[i]?.error ?? null,
  }));
  newest += 1;
  const mine = newest;
  const loaded = engine.value ?? (await loadEngine());
  const settled = await Promise.all(
    recipes.map((recipe, i) => resolveOne(loaded, recipe, before[i])),
  );
  if (mine === newest) drafts.value = settled;
}

/** @param {import("./engine.js").Engine} loaded @param {import("../types.js").Recipe} wanted @param {Draft | null} before @returns {Promise<Draft>} */
async function resolveOne(loaded, wanted, before) {
  const preset = /** @type {import("../types.js").Resolved} */ (
    await loaded.resolve({ preset: wanted.preset, size: wanted.size, set: {} })
  ).config;
  const recipe = withRate(wanted, Number(preset.lr));
  try {
    const resolved = /** @type {import("../types.js").Costed} */ (
      await loaded.resolve({ preset: recipe.preset, size: recipe.size, set: recipe.set })
    );
    return { recipe, resolved, preset, error: null };
  } catch (error) {
    const field = /** @type {{ field?: string }} */ (error).field ?? null;
    return {
      recipe,
      resolved: before?.resolved ?? null,
      preset,
      error: { field, message: sentenceOf(error) },
    };
  }
}

/** A rate that is given as a multiple moves with the size. @param {import("../types.js").Recipe} recipe @param {number} rate @returns {import("../types.js").Recipe} */
function withRate({ times, ...recipe }, rate) {
  if (times === undefined) return recipe;
  const lr = Number((rate * times).toPrecision(6));
  return { ...recipe, times, set: { ...recipe.set, lr } };
}

/** A recipe changed by hand is no lesson's any more. @param {import("../types.js").Recipe} recipe @returns {import("../types.js").Recipe} */
function ownRecipe({ preset, size, set }) {
  return { preset, size, set: { ...set } };
}

/** @param {(recipes: import("../types.js").Recipe[]) => import("../types.js").Recipe[]} change */
function edit(change) {
  const before = drafts.value;
  const recipes = change(before.map((draft) => draft.recipe));
  resolving = replace(recipes, draftsBefore(recipes, before));
  return resolving;
}

/** Sets a field of one recipe, or of all where the runs share it. @param {number} index @param {string} field @param {string | number | boolean} value */
export function setField(index, field, value) {
  const shared = DATA_FIELDS.includes(field);
  return edit((recipes) =>
    recipes.map((recipe, i) =>
      shared || i === index
        ? { ...ownRecipe(recipe), set: withField(recipe.set, field, value, i) }
        : recipe,
    ),
  );
}

/**
 * A value equal to the preset's is no change, so it leaves the list of changes.
 * @param {import("../types.js").Settings} set @param {string} field @param {string | number | boolean} value @param {number} index
 */
function withField(set, field, value, index) {
  const { [field]: _, ...rest } = set;
  return drafts.value[index]?.preset?.[field] === value ? rest : { ...rest, [field]: value };
}

/** @param {number} index @param {string} field */
export function resetField(index, field) {
  const shared = DATA_FIELDS.includes(field);
  return edit((recipes) =>
    recipes.map((recipe, i) => {
      if (!shared && i !== index) return recipe;
      const { [field]: _, ...rest } = recipe.set;
      return { ...ownRecipe(recipe), set: rest };
    }),
  );
}

/** @param {number} index @param {string} preset */
export function choosePreset(index, preset) {
  return edit((recipes) =>
    recipes.map((recipe, i) => (i === index ? { ...ownRecipe(recipe), preset } : recipe)),
  );
}

/** The size shapes data and cost, so all runs take it. @param {string} size */
export function chooseSize(size) {
  return edit((recipes) => recipes.map((recipe) => ({ ...recipe, size })));
}

/** Adds a recipe, equal to the last, to change in one thing. */
export function addRecipe() {
  return edit((recipes) => [...recipes, ownRecipe(recipes[recipes.length - 1])].slice(0, INKS));
}

/**
 * Adds a copy of a recipe, to change in one thing. All runs of an experiment share their size and their data, so the
 * others take those of the copy.
 * @param {import("../types.js").Recipe} recipe
 */
export function addCopyOf(recipe) {
  const copy = ownRecipe(recipe);
  const shaping = Object.entries(copy.set).filter(([field]) => DATA_FIELDS.includes(field));
  return edit((recipes) =>
    [...recipes.map((one) => withDataOf(one, copy.size, shaping)), copy].slice(0, INKS),
  );
}

/** @param {import("../types.js").Recipe} recipe @param {string} size @param {[string, string | number | boolean][]} shaping @returns {import("../types.js").Recipe} */
function withDataOf(recipe, size, shaping) {
  const own = Object.entries(recipe.set).filter(([field]) => !DATA_FIELDS.includes(field));
  const set = Object.fromEntries([...own, ...shaping]);
  const same = JSON.stringify(set) === JSON.stringify(recipe.set);
  return same ? { ...recipe, size } : { ...ownRecipe(recipe), size, set };
}

/** @param {number} index */
export function removeRecipe(index) {
  return batch(() => edit((recipes) => recipes.filter((_, i) => i !== index)));
}
