/** Why what is to be trained begins at the small size, and the way to the larger one. */
import { html } from "htm/preact";
import { duration } from "../format.js";
import { lessonSize } from "../state/machine.js";
import { phase } from "../state/phase.js";
import { text } from "../text.js";
import { passFocus } from "./pass-focus.js";

/**
 * Its press goes with it: the focus goes on to the button that trains.
 * @param {{ size: string, seconds: number | null, choose: () => void }} props `size`: the one that it has; `seconds`: what
 *   it would take at Classroom.
 */
export function OtherSize({ size, seconds, choose }) {
  const small = lessonSize.value === "tiny" && size === "tiny" && seconds !== null;
  if (!small || phase.value !== "idle") return null;
  const press = (/** @type {MouseEvent} */ event) => {
    const here = /** @type {Element} */ (event.currentTarget);
    passFocus(event, here.closest(".controls")?.querySelector(".main"));
    choose();
  };
  return html`<p class="other-size">${text.machine.why(duration(seconds))} <button type="button" class="quiet" onClick=${press}>${text.machine.classroom}</button></p>`;
}
