/** Runs whose weights a fault of the module took, and that are in storage still. */
import { computed, signal } from "@preact/signals";
import { branches, cardOf, runs } from "./runs.js";
import { keptStep } from "./storage.js";

/** @type {import("@preact/signals").Signal<import("./runs.js").RunCard[]>} */
export const lost = signal([]);

/** Those of them that stand on the screen: the button brings them back. */
export const lostOnScreen = computed(() => {
  const here = [...runs.value, ...branches.value];
  return lost.value.filter((card) => here.includes(card));
});

/** Notes what a fault took. @param {string[]} ids @returns {number | null} The update from which what is on the screen goes on; null where none of it does. */
export function lose(ids) {
  const taken = ids.flatMap((id) => {
    const card = cardOf(id);
    const step = keptStep(id);
    return card?.kept && step !== null ? [{ card, step }] : [];
  });
  lost.value = [...lost.value, ...taken.map(({ card }) => card)];
  const here = taken.filter(({ card }) => lostOnScreen.value.includes(card));
  return here.length > 0 ? Math.min(...here.map(({ step }) => step)) : null;
}
