/** What went wrong, in one sentence each: what happened, what was kept, what to do. */
import { signal } from "@preact/signals";
import { text } from "../text.js";
import { messageOf, sentenceOf } from "./refusals.js";

/** @typedef {{ id: number, sentence: string }} Problem */

/** Newest last; a person dismisses them. @type {import("@preact/signals").Signal<Problem[]>} */
export const problems = signal([]);

let last = 0;

/** @param {string} sentence */
export function tell(sentence) {
  if (problems.value.some((problem) => problem.sentence === sentence)) return;
  last += 1;
  problems.value = [...problems.value.slice(-2), { id: last, sentence }];
}

/** @param {unknown} error */
export function isCancelled(error) {
  return error instanceof Error && /** @type {{ code?: string }} */ (error).code === "cancelled";
}

/**
 * Tells of an error of the engine. It says what happened and what to do; the page adds what was kept.
 * @param {"load" | "data" | "config" | "run"} during @param {unknown} error
 */
export function report(during, error) {
  if (isCancelled(error)) return;
  const message = sentenceOf(error);
  if (during === "load") tell(`${text.problems.load(message)} ${text.problems.loadKept}`);
  else tell(`${message} ${text.problems[during]}`);
}

/** @param {number} id */
export function dismiss(id) {
  problems.value = problems.value.filter((problem) => problem.id !== id);
}

/** Errors that nobody caught are shown too: silence would be worse. */
export function watchUncaught() {
  const show = (/** @type {unknown} */ error) =>
    tell(`${text.problems.unknown(messageOf(error))} ${text.problems.kept}`);
  addEventListener("error", (event) => show(event.error ?? event.message));
  addEventListener("unhandledrejection", (event) => show(event.reason));
}
