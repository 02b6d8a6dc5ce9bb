/** The one control for a lesson's size: all its runs take it. */
import { html } from "htm/preact";
import { catalog } from "../state/engine.js";
import { chooseLessonSize, sizeToTrain } from "../state/lesson.js";
import { text } from "../text.js";

/** Before the engine is loaded: the sizes are its own, but there are these. */
const WAITING = ["tiny", "classroom"].map((name) => ({ name, label: text.sizes[name] }));

export function LessonSize() {
  const sizes = catalog.value?.sizes ?? WAITING;
  const now = sizeToTrain.value;
  return html`<label class="lesson-size">
    <span>${text.size.short}</span>
    <select aria-label=${text.size.label} value=${now} onChange=${(/** @type {Event} */ event) =>
      chooseLessonSize(/** @type {HTMLSelectElement} */ (event.currentTarget).value)}>
      ${sizes.map((one) => html`<option key=${one.name} value=${one.name} selected=${one.name === now}>${one.label}</option>`)}
    </select>
  </label>`;
}
