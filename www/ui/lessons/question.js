/** The question at the head: the lesson's own while its runs are on the screen, else one that fits what differs. */
import { differing } from "../state/names.js";
import { text } from "../text.js";

/**
 * @param {import("../state/runs.js").RunCard[]} cards
 * @param {import("./index.js").Lesson | null} lesson Whose runs they are.
 * @returns {{ setup: string, question: string }}
 */
export function headOf(cards, lesson) {
  if (lesson) return text.lesson[/** @type {keyof typeof text.lesson} */ (lesson.id)];
  if (cards.length === 1) return text.head.one;
  const differ = differing(cards.map((card) => card.config));
  if (differ.length === 0) return text.head.twins;
  const count = text.numbers[cards.length] ?? String(cards.length);
  const named = count[0].toUpperCase() + count.slice(1);
  if (differ.length > 2) return text.head.several(named);
  return text.head.fields(
    named,
    differ.map((field) => text.inSentence(text.fields[field]?.label ?? field)),
  );
}
