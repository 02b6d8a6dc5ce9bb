/** Says that a training is paused among the earlier runs, and takes it up again. */
import { html } from "htm/preact";
import { begunWith, canGoOn, pausedInWords } from "../state/giving-way.js";
import { phase } from "../state/phase.js";
import { report } from "../state/problems.js";
import { earlierRuns } from "../state/runs.js";
import { text } from "../text.js";

const words = text.kept;

/** Takes the training of an earlier run up again; a focus that was on the press goes to the one button. @param {import("../state/runs.js").RunCard} card */
export async function goOnAgain(card) {
  const main = document.querySelector("button.main");
  if (main instanceof HTMLElement) main.focus();
  try {
    await (await import("../state/resume.js")).takeUp(card);
  } catch (error) {
    report("run", error);
  }
}

/** Nothing while something trains or has just ended: the list of runs has it then. @param {{ otherwise?: unknown }} props `otherwise`: what stands in its place */
export function PausedBefore({ otherwise = null }) {
  const card = phase.value === "idle" ? earlierRuns.value.find(canGoOn) : undefined;
  if (!card) return otherwise;
  return html`<p class="other-size">${pausedInWords(begunWith(card).filter(canGoOn))} <button type="button" class="quiet" onClick=${() => goOnAgain(card)}>${words.takeUp}</button></p>`;
}
