/** What a person does with the runs that are there: names, pins, copies and deletes them. */
import { INKS } from "../chart/inks.js";
import { text } from "../text.js";
import { catalog } from "./engine.js";
import { removeRun } from "./lab.js";
import { phase } from "./phase.js";
import { addCopyOf, drafts, removeRecipe } from "./recipes.js";
import { nameCards, pinnedRuns, runs } from "./runs.js";
import { keepChanges } from "./storage.js";
import { showPanel } from "./view.js";

/** @typedef {import("./runs.js").RunCard} RunCard */

/** A longer name would be cut on the chart. */
export const LONGEST_NAME = 40;

/** Gives a run a name; an empty one gives it back the name that is made of what differs. @param {RunCard} card @param {string} wanted */
export function rename(card, wanted) {
  const name = wanted.trim().slice(0, LONGEST_NAME);
  card.renamed.value = name !== "" || card.opened !== null;
  if (name || card.opened) {
    card.name.value = name || text.opened.named(card.opened?.run.name ?? "");
    card.short.value = card.name.value;
  } else nameCards([...new Set([...runs.value, ...pinnedRuns(), card])]);
  keepChanges(card);
}

/** Keeps a run on the chart when another experiment begins, or no longer. @param {RunCard} card */
export function togglePin(card) {
  card.pinned.value = !card.pinned.value;
  if (card.pinned.value) card.shown.value = true;
  keepChanges(card);
}

/** @param {RunCard} card */
export function toggleShown(card) {
  card.shown.value = !card.shown.value;
}

/** Whether one more recipe can be drawn beside the others: one that the engine knows. @param {RunCard} card */
export function canDuplicate(card) {
  const { preset, size } = card.recipe;
  const { presets = [], sizes = [] } = catalog.value ?? {};
  const known =
    presets.some(({ name }) => name === preset) && sizes.some(({ name }) => name === size);
  return drafts.value.length < INKS && (known || card.opened === null);
}

/** A new recipe like this run's, in the recipe panel. @param {RunCard} card */
export async function duplicate(card) {
  await addCopyOf(card.recipe);
  showPanel("recipe");
}

/** Whether a run only shows what would train, so that it goes with its recipe alone. @param {RunCard} card */
function isPlanned(card) {
  return phase.value === "idle" && runs.value.includes(card);
}

/** A recording is none of the page's runs, and the last recipe stays. @param {RunCard} card */
export function canDelete(card) {
  if (card.state.value === "recorded") return false;
  return !isPlanned(card) || drafts.value.length > 1;
}

/** Whether something that was trained would be lost; what was opened is still in its file. @param {RunCard} card */
export function hasTrained(card) {
  return card.step.value > 0 && card.opened === null;
}

/** Takes a run off the page with its curve and its weights; one that has not begun leaves with its recipe. @param {RunCard} card */
export async function deleteRun(card) {
  const place = runs.value.indexOf(card);
  if (place >= 0 && isPlanned(card)) await removeRecipe(place);
  else await removeRun(card);
}
