/** Runs as they stood when a person held the live views still. */
import { effect, signal } from "@preact/signals";

/** @typedef {import("./runs.js").RunCard} RunCard */

/** A person can hold the live views still. */
export const held = signal(false);

/** By the cards; one that comes later stands as it was when it was first shown. @type {Map<RunCard, RunCard>} */
const stood = new Map();

effect(() => {
  if (!held.value) stood.clear();
});

/** A run with the readings that a live view shows: all there are, or those it had when the views were held. @param {RunCard} card @returns {RunCard} */
export function asShown(card) {
  if (!held.value) return card;
  const still = stood.get(card) ?? { ...card, evals: [...card.evals], inside: [...card.inside] };
  stood.set(card, still);
  return still;
}
