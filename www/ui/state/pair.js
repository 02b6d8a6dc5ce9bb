/** The two runs that stand beside each other: in the columns of the writers, and with the gap between them. */
import { computed, signal } from "@preact/signals";
import { branches, earlierRuns, openedRuns, overlay, runs } from "./runs.js";

/**
 * The keys of the two as a person chose them, and those of the experiment's runs at that time.
 * @type {import("@preact/signals").Signal<{ keys: number[], among: number[] }>}
 */
const chosenPair = signal({ keys: [], among: [] });

/** Places of the two runs that the experiment begins with beside each other. @type {import("@preact/signals").Signal<[number, number]>} */
export const firstPair = signal([0, 1]);

/** The runs that can stand beside each other: those of the experiment, and all others that the chart draws or that are pinned. */
export const pairable = computed(() => [
  ...runs.value,
  ...branches.value,
  ...earlierRuns.value.filter((card) => card.pinned.value || card.shown.value),
  ...openedRuns.value,
  ...overlay.value,
]);

/**
 * The runs chosen for a column, as far as they stand for something still: beside another experiment than the one that they
 * were chosen in, earlier runs alone are no pair.
 */
function chosenCards() {
  const { keys, among } = chosenPair.value;
  const cards = keys.map((key) => pairable.value.find((card) => card.key === key));
  const here = runs.value;
  const same = here.length > 0 && here.every((card) => among.includes(card.key));
  const holds = same || cards.some((card) => card && here.includes(card));
  return holds || cards.every((card) => card?.opened) ? cards : [];
}

/** The two runs whose writers and whose gap are shown, in the order of their columns; one where there is no other. */
export const pair = computed(() => {
  const cards = runs.value;
  const chosen = chosenCards();
  const [a, b] = [0, 1].map((side) => chosen[side] ?? cards[firstPair.value[side]] ?? cards[side]);
  return a && b && a !== b ? [a, b] : cards.slice(0, 2);
});

/**
 * Puts a run into a column. Where it stands in the other one, the two change places; one that stood alone stays beside it.
 * @param {0 | 1} side @param {number} key
 */
export function chooseForPair(side, key) {
  const keys = pair.value.map((card) => card.key);
  const other = 1 - side;
  if (keys.length === 1) keys[1] = keys[0];
  else if (keys[other] === key) keys[other] = keys[side];
  keys[side] = key;
  chosenPair.value = { keys, among: runs.value.map((card) => card.key) };
}
