/** The question at the head: the lesson's own while the runs are the lesson's kind, else one that fits what differs. */
import { differing, RECIPE_FIELDS } from "../state/names.js";
import { text } from "../text.js";

/** @param {import("../state/runs.js").RunCard[]} cards @returns {{ setup: string, question: string }} */
export function headOf(cards) {
  if (cards.length === 1) return text.lesson.one;
  const differ = differing(cards.map((card) => card.config));
  if (cards.length === 0 || differ.some((field) => field === "optimizer")) {
    if (differ.every((field) => RECIPE_FIELDS.has(field))) return text.lesson.sgdVsAdamw;
  }
  if (differ.length === 0) return text.lesson.twins;
  if (differ.length > 2) return text.lesson.several;
  return text.lesson.fields(
    differ.map((field) => (text.fields[field]?.label ?? field).toLowerCase()),
  );
}
