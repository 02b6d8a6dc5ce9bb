/** What a recipe costs as it stands: parameters, memory and time on this machine. */
import { html } from "htm/preact";
import { binarySize, count, duration } from "../format.js";
import { secondsFor, stepsHere } from "../state/clock.js";
import { drafts } from "../state/recipes.js";
import { text } from "../text.js";

const words = text.panels.recipe;

/** @typedef {import("../types.js").Costed} Costed */

/** Seconds of a run on this machine, or null where nobody knows. @param {Costed} resolved */
const secondsOf = ({ config }) => secondsFor(config, stepsHere(config));

/** Places in storage that each run has, written in turn. */
const SLOTS = 2;

/** @param {number} bytes @param {number | null} seconds */
function memoryAndTime(bytes, seconds) {
  const time = seconds === null ? [] : [words.time(duration(seconds))];
  return [words.memory(binarySize(bytes)), ...time].join(" · ");
}

/** @param {{ resolved: Costed | null }} props */
export function Cost({ resolved }) {
  if (!resolved) return html`<p class="recipe-cost"></p>`;
  return html`<p class="recipe-cost">
    <span>${words.params(count(resolved.params))}</span>
    <span>${memoryAndTime(resolved.memory_bytes, secondsOf(resolved))}</span>
    <span>${text.kept.needs(binarySize(SLOTS * resolved.held_bytes))}</span>
  </p>`;
}

/** Of all runs: they train side by side, so that memory and time add up. */
export function CostOfAll() {
  const all = drafts.value.flatMap(({ resolved }) => (resolved ? [resolved] : []));
  if (all.length < 2) return null;
  const bytes = all.reduce((sum, one) => sum + one.memory_bytes, 0);
  const seconds = all.map(secondsOf);
  const time = seconds.reduce((sum, one) => (sum === null || one === null ? null : sum + one), 0);
  return html`<p class="recipe-cost"><span>${words.together(all.length)}</span><span>${memoryAndTime(bytes, time)}</span></p>`;
}
