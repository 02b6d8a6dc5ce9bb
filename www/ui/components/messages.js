/** Problems, each one sentence with a way to put it away, and the polite line for screen readers. */
import { html } from "htm/preact";
import { announcement } from "../state/announce.js";
import { dismiss, problems } from "../state/problems.js";
import { text } from "../text.js";
import { passFocus } from "./pass-focus.js";

/** The focus goes on to another problem, or to the one button. @param {MouseEvent} event @param {number} id */
function putAway(event, id) {
  const others = [...document.querySelectorAll(".problem button")].filter(
    (one) => one !== event.currentTarget,
  );
  passFocus(event, others.at(-1) ?? document.querySelector("button.main"));
  dismiss(id);
}

export function Problems() {
  return html`<div class="problems">
    ${problems.value.map(
      (problem) => html`<div class="problem" role="alert" key=${problem.id}>
        <p>${problem.sentence}</p>
        <button type="button" class="quiet" onClick=${(/** @type {MouseEvent} */ event) => putAway(event, problem.id)}>${text.dismiss}</button>
      </div>`,
    )}
  </div>`;
}

export function LiveRegion() {
  return html`<p class="unseen" role="status" aria-live="polite">${announcement}</p>`;
}
