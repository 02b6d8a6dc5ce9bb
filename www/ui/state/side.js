/** What stands beside the chart. */
import { computed, signal } from "@preact/signals";
import { lesson, lessonOnScreen } from "./lesson.js";

/** @typedef {"writers" | "paper"} SideName */

/** What a person chose, and in which lesson: another lesson begins anew. @type {import("@preact/signals").Signal<{ lesson: string, side: SideName } | null>} */
const chosen = signal(null);

/** The first lesson is about what the runs write; the others are held beside the paper first. @type {import("@preact/signals").ReadonlySignal<SideName>} */
export const side = computed(() => {
  if (!lessonOnScreen.value) return "writers";
  const { id } = lesson.value;
  if (chosen.value?.lesson === id) return chosen.value.side;
  return id === "sgd-vs-adamw" || id === "ten-times" ? "writers" : "paper";
});

/** @param {SideName} name */
export function showSide(name) {
  chosen.value = { lesson: lesson.value.id, side: name };
}
